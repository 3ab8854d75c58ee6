package io.plumbline.gateway.configuration;

import io.plumbline.clients.governance.Approval;
import io.plumbline.configuration.ProductionChange.Change;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.gateway.configuration.Authorized.Basis;
import io.plumbline.gateway.route.RouteProblem;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.ProductionGuard;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.production.ChangeApprovals;
import io.plumbline.kit.production.ChangeProblem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Allows or refuses changes of what production routes serve, as [ChangePlanner] decides, and applies them. It is
/// the only writer of authorised configurations. A change by a person is decided by the registry's current state,
/// and may be approved. A change without a person, such as a moved pointer or a revised policy, is decided by the
/// snapshots ([ConfigurationReconciler]).
///
/// The route and its authorised configurations change in one transaction. A decision applies to the route as it
/// was read; if the route has changed since, applying it fails (409).
@Component
class ProductionChanges implements ProductionGuard {

    private static final String ROUTE = "route";

    private final ChangePlanner planner;
    private final ConfigurationStore store;
    private final AuthorizedConfigurations authorized;
    private final ChangeApprovals approvals;
    private final AuditTrail trail;
    private final Clock clock;

    ProductionChanges(
            ChangePlanner planner,
            ConfigurationStore store,
            AuthorizedConfigurations authorized,
            ChangeApprovals approvals,
            AuditTrail trail,
            Clock clock) {
        this.planner = planner;
        this.store = store;
        this.authorized = authorized;
        this.approvals = approvals;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public Decided decide(Draft draft) {
        ChangePlan plan = planner.plan(draft, true);
        if (isLifted(plan)) {
            return () -> apply(plan, null, Basis.BREAK_GLASS);
        }
        refuse(plan.decision());
        if (plan.decision().outcome() != Outcome.NEEDS_APPROVAL) {
            return () -> apply(plan, null, Basis.EVIDENCE);
        }
        Approval approval = require(plan, "gateway.route.change", plan.subject(), "Change route " + draft.name() + ".");
        return () -> apply(plan, approval, Basis.APPROVAL);
    }

    /// Whether the rules are suspended for this change. A change that leaves production is excluded: suspension is
    /// temporary, but such a route would stay out of production.
    private boolean isLifted(ChangePlan plan) {
        return plan.isLifted(clock.instant()) && !plan.leavesProduction();
    }

    private Approval require(ChangePlan plan, String action, String subject, String summary) {
        return approvals.require(new ChangeApprovals.Wanted(
                plan.draft().team(),
                action,
                ROUTE,
                subject,
                plan.decision().approvers(),
                summary + " Risk tier of the route: " + plan.tier() + ".",
                plan.decision().changes()));
    }

    @Override
    public Needed preview(Draft draft) {
        ChangePlan plan = planner.plan(draft, true);
        if (isLifted(plan)) {
            return Needed.NOTHING;
        }
        Decision decision = plan.decision();
        refuse(decision);
        return new Needed(
                decision.outcome() == Outcome.NEEDS_APPROVAL ? decision.approvers() : 0,
                ChangeApprovals.described(decision.changes()));
    }

    @Override
    public Decided decideRemoval(Draft present) {
        RouteMemory memory = store.memory(present.name()).orElse(null);
        if (present.environment() != Environment.PRODUCTION || memory == null) {
            return () -> forget(present);
        }
        ChangePlan plan = planner.removal(present, memory);
        Decision decision = plan.decision();
        if (!memory.isLifted(clock.instant())) {
            refuse(decision);
            if (decision.outcome() == Outcome.NEEDS_APPROVAL) {
                String subject = present.name() + " removal "
                        + ServedConfiguration.digestOf(plan.before().stream()
                                .map(Authorized::digest)
                                .sorted()
                                .toList());
                require(plan, "gateway.route.remove", subject, "Remove route " + present.name() + ".");
            }
        }
        return () -> forget(present);
    }

    @Override
    public @Nullable String lastPolicy(String name) {
        return store.memory(name)
                .filter(memory -> memory.removedAt() != null)
                .map(RouteMemory::policy)
                .orElse(null);
    }

    @Override
    public boolean isOverridden(String route) {
        return authorized.isLifted(route);
    }

    /// @throws ProblemException for a change that no approval allows
    private static void refuse(Decision decision) {
        if (decision.outcome() == Outcome.REFUSED) {
            throw ChangeProblem.PRODUCTION_CHANGE_REFUSED
                    .because("This change is not allowed on a production route or on the name of a former one.")
                    .with("changes", ChangeApprovals.described(decision.changes()));
        }
        if (decision.outcome() == Outcome.NEEDS_GATE) {
            ProblemException problem = RouteProblem.GATE_REQUIRED.because(
                    "Let each version pass the gate of every suite that it requires, in the suite's newest revision."
                            + " Then repeat the request.");
            decision.changes().stream()
                    .filter(Change::missingGate)
                    .forEach(change -> problem.at(change.place(), change.after() + " has not passed its gates"));
            throw problem.with("changes", ChangeApprovals.described(decision.changes()));
        }
    }

    /// Applies a plan in the current transaction.
    ///
    /// @throws ProblemException 409 if the route was changed since
    void apply(ChangePlan plan, @Nullable Approval approval, Basis basis) {
        Draft draft = plan.draft();
        if (draft.environment() != Environment.PRODUCTION && plan.memory() == null) {
            return;
        }
        RouteMemory memory = store.lock(draft.name(), draft.team());
        if (memory.revision() != (plan.memory() == null ? 0 : plan.memory().revision())) {
            throw RequestProblem.CONFLICT.because("The route was changed at the same time. Repeat the request.");
        }
        boolean lifted = basis == Basis.BREAK_GLASS;
        authorize(plan, plan.decisions().keySet(), approval, lifted ? memory.lifting() : null, basis);
        // What was lifted leaves what it stands in for as the measure of what comes after it, and so does what
        // nobody serves.
        if (!lifted && (plan.isWhole() || draft.environment() != Environment.PRODUCTION)) {
            Set<String> kept = plan.digests();
            supersede(
                    memory,
                    store.current(memory.route()).stream()
                            .map(Authorized::digest)
                            .filter(digest -> !kept.contains(digest))
                            .collect(Collectors.toSet()),
                    now());
        }
        store.remember(new RouteMemory(
                draft.name(),
                draft.team(),
                memory.production() || draft.environment() == Environment.PRODUCTION,
                plan.tier().or(memory.tier()),
                draft.definition().policy(),
                false,
                memory.lifting(),
                null,
                memory.revision() + 1));
    }

    /// Authorises the unobjectionable configurations of a plan, and leaves everything else unchanged.
    void applyAllowed(ChangePlan plan) {
        RouteMemory memory = store.lock(plan.draft().name(), plan.draft().team());
        Set<String> allowed = plan.decisions().entrySet().stream()
                .filter(decision -> decision.getValue().outcome() == Outcome.ALLOWED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> present =
                store.current(memory.route()).stream().map(Authorized::digest).collect(Collectors.toSet());
        allowed.removeAll(present);
        if (allowed.isEmpty()) {
            return;
        }
        authorize(plan, allowed, null, null, memory.grandfathered() ? Basis.UPGRADE : Basis.EVIDENCE);
        store.remember(new RouteMemory(
                memory.route(),
                memory.team(),
                true,
                plan.tier().or(memory.tier()),
                memory.policy(),
                false,
                memory.lifting(),
                memory.removedAt(),
                memory.revision()));
    }

    private void authorize(
            ChangePlan plan,
            Set<String> digests,
            @Nullable Approval approval,
            RouteMemory.@Nullable Lifting lifting,
            Basis basis) {
        Set<String> done = new HashSet<>();
        plan.after().forEach((variant, composed) -> {
            String digest = composed.digest();
            if (!digests.contains(digest) || !done.add(digest)) {
                return;
            }
            Decision decision = plan.decisions().getOrDefault(digest, Decision.NOTHING);
            Authorized now = new Authorized(
                    plan.draft().name(),
                    digest,
                    composed.configuration(),
                    basis,
                    approval == null ? null : approval.id(),
                    approval == null ? 0 : approval.approved(),
                    plan.inherited()
                            .getOrDefault(digest, RestsOn.NOTHING)
                            .after(decision, approval == null ? null : approval.id()),
                    now(),
                    lifting == null ? null : lifting.until(),
                    null,
                    null);
            store.authorize(now, plan.draft().team());
            trail.append(event(now, plan, variant, decision));
        });
    }

    private AuditEntry event(Authorized now, ChangePlan plan, String variant, Decision decision) {
        AuditEntry entry = AuditEntry.of(
                        ConfigurationAction.AUTHORIZED, plan.draft().team(), ROUTE, now.route())
                .with("variant", variant)
                .with("servedConfiguration", now.digest())
                .with("document", now.configuration().document())
                .with("environment", now.configuration().environment().name())
                .with("riskTier", plan.tier().name())
                .with("basis", now.basis().name())
                .with("changes", ChangeApprovals.described(decision.changes()));
        UUID approval = now.approvalId();
        if (approval != null) {
            // What was approved is all variants together, of which others may serve already.
            entry = entry.with("approvalId", approval.toString())
                    .with("approvers", now.approvers())
                    .with("variants", plan.byVariant());
        }
        Instant expires = now.expiresAt();
        return expires == null ? entry : entry.with("expiresAt", expires.toString());
    }

    /// Ends the route's use of these configurations.
    void supersede(String route, String team, Set<String> digests) {
        supersede(store.lock(route, team), digests, now());
    }

    private void supersede(RouteMemory memory, Set<String> digests, Instant now) {
        for (String digest : store.supersede(memory.route(), digests, now)) {
            trail.append(AuditEntry.of(ConfigurationAction.SUPERSEDED, memory.team(), ROUTE, memory.route())
                    .with("servedConfiguration", digest));
        }
    }

    /// Handles the removal of the route. Its name is remembered if anything depends on it.
    private void forget(Draft present) {
        boolean production = present.environment() == Environment.PRODUCTION;
        String policy = present.definition().policy();
        Optional<RouteMemory> known = store.memory(present.name());
        if (!production && policy == null && known.isEmpty()) {
            return;
        }
        RouteMemory memory = store.lock(present.name(), present.team());
        Instant now = now();
        supersede(
                memory,
                store.current(present.name()).stream().map(Authorized::digest).collect(Collectors.toSet()),
                now);
        store.remember(new RouteMemory(
                present.name(),
                present.team(),
                memory.production() || production,
                memory.tier(),
                policy,
                false,
                memory.lifting(),
                now,
                memory.revision() + 1));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
