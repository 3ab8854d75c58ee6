package io.plumbline.gateway.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.rollout.verdict.Decision;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.RouteProblem;
import io.plumbline.gateway.route.definition.ProductionGuard;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Changes rollouts one at a time. Each change is stored with its event in one transaction, and is effective on
/// this replica before the method returns. Locks the route first and then the rollout, so that both stay
/// unchanged meanwhile.
@Component
class RolloutLedger {

    private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final RolloutRepository rollouts;
    private final RouteBook routes;
    private final ConfigurationChanges changes;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;

    RolloutLedger(
            RolloutRepository rollouts,
            RouteBook routes,
            ConfigurationChanges changes,
            AuditTrail trail,
            PlatformTransactionManager transactionManager,
            UuidV7 ids,
            Clock clock) {
        this.rollouts = rollouts;
        this.routes = routes;
        this.changes = changes;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactionManager);
        this.ids = ids;
        this.clock = clock;
    }

    /// A change of a rollout.
    @FunctionalInterface
    interface Change {

        /// @param route as stored; null if it no longer exists
        /// @return the action to audit; null for none
        @Nullable
        RolloutAction apply(RolloutEntity rollout, @Nullable Route route);
    }

    /// Returns the rollout, unless the caller's key is limited to other routes.
    ///
    /// @throws ProblemException 404
    RolloutEntity get(UUID id) {
        return rollouts.findById(id)
                .filter(rollout -> Callers.find()
                        .map(caller -> caller.mayUse(rollout.route()))
                        .orElse(true))
                .orElseThrow(RolloutLedger::missing);
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No such rollout exists.");
    }

    /// @throws ProblemException 404, and what the change throws
    RolloutEntity change(UUID id, Decision decision, Change change) {
        String name = get(id).route();
        return changes.make(() -> {
            Route route = routes.lock(name).orElse(null);
            RolloutEntity rollout = rollouts.lockById(id).orElseThrow(RolloutLedger::missing);
            RolloutAction action = change.apply(rollout, route);
            RolloutEntity saved = rollouts.saveAndFlush(rollout);
            if (action != null) {
                append(action, saved, decision);
            }
            return saved;
        });
    }

    /// Applies a change as [#change] does, up to the commit, and undoes it: nothing is stored, audited or in effect.
    ///
    /// @throws ProblemException 404, and what the change throws
    RolloutEntity rehearse(UUID id, Change change) {
        String name = get(id).route();
        return transactions.execute(status -> {
            status.setRollbackOnly();
            Route route = routes.lock(name).orElse(null);
            RolloutEntity rollout = rollouts.lockById(id).orElseThrow(RolloutLedger::missing);
            change.apply(rollout, route);
            return rollouts.saveAndFlush(rollout);
        });
    }

    /// Opens a rollout of a route that is unchanged since it was read.
    ///
    /// @param startsAt null or a past time for now
    /// @param decided the decision that the candidate may serve production
    /// @throws ProblemException 409 if the route has changed, or has an open rollout
    RolloutEntity open(Route read, RolloutPlan plan, @Nullable Instant startsAt, ProductionGuard.Decided decided) {
        Instant now = clock.instant();
        boolean later = startsAt != null && startsAt.isAfter(now);
        RolloutEntity rollout = new RolloutEntity(ids.next(), read, plan, later ? startsAt : null, now);
        if (!later) {
            rollout.begin(now);
        }
        return changes.make(() -> {
            Route route = routes.lock(read.name()).orElse(null);
            if (rollouts.existsInForce(read.name(), RolloutState.OPEN)) {
                throw inProgress(read.name());
            }
            if (!read.equals(route)) {
                throw RequestProblem.CONFLICT.because("The route was changed at the same time. Repeat the request.");
            }
            RolloutEntity saved = rollouts.saveAndFlush(rollout);
            append(later ? RolloutAction.SCHEDULED : RolloutAction.STARTED, saved, Decision.because(null));
            decided.apply();
            return saved;
        });
    }

    static ProblemException inProgress(String route) {
        return RouteProblem.ROLLOUT_IN_PROGRESS.because(
                "A route has one rollout at a time. Let the rollout in GET /api/v1/rollouts?route=%s end, or abort it."
                        .formatted(route));
    }

    private void append(RolloutAction action, RolloutEntity rollout, Decision decision) {
        append(action, rollout, JSON.convertValue(rollout.attributes(decision.evidence()), ATTRIBUTES));
    }

    /// Appends an event about a rollout that it does not change, in the caller's transaction.
    ///
    /// @param name of an attribute that the event has besides those of the rollout
    void appendWith(RolloutAction action, RolloutEntity rollout, String name, Object value) {
        Map<String, Object> attributes = JSON.convertValue(rollout.attributes(null), ATTRIBUTES);
        attributes.put(name, value);
        append(action, rollout, attributes);
    }

    private void append(RolloutAction action, RolloutEntity rollout, Map<String, Object> attributes) {
        AuditEntry entry =
                AuditEntry.of(action, rollout.team(), "rollout", rollout.id().toString());
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            entry = entry.with(attribute.getKey(), attribute.getValue());
        }
        trail.append(entry);
    }

    /// Notes something about a locked rollout, without changing its effect or the audit log.
    ///
    /// @throws ProblemException 404, and what the note throws
    RolloutEntity note(UUID id, Consumer<RolloutEntity> note) {
        return transactions.execute(_ -> {
            RolloutEntity rollout = rollouts.lockById(id).orElseThrow(RolloutLedger::missing);
            note.accept(rollout);
            return rollout;
        });
    }

    /// Records that no promotion of the rollout moves pointers any more.
    void endPromotion(UUID id) {
        transactions.executeWithoutResult(_ -> rollouts.lockById(id).ifPresent(RolloutEntity::endPromotion));
    }

    /// Stores the problem that holds back a rollout, unless it has ended meanwhile.
    ///
    /// @param untouched whether the registry has certainly moved nothing
    void holdBack(UUID id, ProblemException problem, boolean untouched) {
        transactions.executeWithoutResult(_ -> rollouts.lockById(id)
                .filter(rollout -> rollout.state().isOpen() || rollout.isWithdrawn())
                .ifPresent(
                        rollout -> rollout.holdBack(problem.type().slug() + ": " + problem.getMessage(), untouched)));
    }
}
