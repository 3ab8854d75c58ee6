package io.plumbline.gateway.rollout;

import io.plumbline.gateway.rollout.verdict.Decision;
import io.plumbline.gateway.rollout.verdict.StepVerdict;
import io.plumbline.gateway.rollout.verdict.VerdictRequest;
import io.plumbline.gateway.rollout.verdict.VerdictResponse;
import io.plumbline.gateway.rollout.verdict.VerdictStore;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/// Creates rollouts, applies the decisions of people and judges to them, and lists them. The database limits what
/// is visible to the caller's teams.
@Service
class RolloutCatalog {

    private static final UUID LAST = new UUID(-1, -1);
    private static final Duration MOST_AHEAD = Duration.ofDays(366);

    private final RolloutRepository rollouts;
    private final RolloutLedger ledger;
    private final RolloutPlanner planner;
    private final RolloutProgress progress;
    private final VerdictStore verdicts;
    private final RouteBook routes;
    private final Clock clock;

    RolloutCatalog(
            RolloutRepository rollouts,
            RolloutLedger ledger,
            RolloutPlanner planner,
            RolloutProgress progress,
            VerdictStore verdicts,
            RouteBook routes,
            Clock clock) {
        this.rollouts = rollouts;
        this.ledger = ledger;
        this.planner = planner;
        this.progress = progress;
        this.verdicts = verdicts;
        this.routes = routes;
        this.clock = clock;
    }

    /// @throws ProblemException 403 if the caller's key is limited to other routes; 404 if the route does not
    ///     exist; 409 if it has an open rollout, cannot be rolled out this way, or the candidate may not serve
    ///     it; 400 if the candidate does not exist
    RolloutResponse create(RolloutRequest request) {
        Callers.current().requireRoute(request.route(), Permission.ROLLOUT_WRITE);
        Route route = routes.get(request.route());
        if (rollouts.existsInForce(route.name(), RolloutState.OPEN)) {
            throw RolloutLedger.inProgress(route.name());
        }
        checkStart(request.startsAt());
        RolloutPlan plan = planner.plan(route, request);
        return shown(ledger.open(route, plan, request.startsAt(), planner.decide(route, plan)));
    }

    private void checkStart(@Nullable Instant startsAt) {
        if (startsAt != null && startsAt.isAfter(clock.instant().plus(MOST_AHEAD))) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The request is invalid. errors lists each field.")
                    .at("/startsAt", "must be within a year");
        }
    }

    /// @throws ProblemException 404
    RolloutResponse get(UUID id) {
        return shown(ledger.get(id));
    }

    private RolloutResponse shown(RolloutEntity rollout) {
        return RolloutResponse.from(
                rollout, verdicts.newest(List.of(rollout.id())).get(rollout.id()));
    }

    /// Returns rollouts, newest first.
    Page<RolloutResponse> page(@Nullable String route, @Nullable RolloutState state, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(LAST);
        Collection<RolloutState> states = state == null ? EnumSet.allOf(RolloutState.class) : EnumSet.of(state);
        Limit limit = Limit.of(paging.size() + 1);
        List<RolloutEntity> rows = rowsOf(route, before, states, limit);
        Page<RolloutEntity> page = Page.of(rows, paging, rollout -> Cursor.of(rollout.id()));
        Map<UUID, VerdictResponse> newest =
                verdicts.newest(page.items().stream().map(RolloutEntity::id).toList());
        return page.map(rollout -> RolloutResponse.from(rollout, newest.get(rollout.id())));
    }

    /// Returns only rollouts of the routes to which the caller's key is limited, if it is.
    private List<RolloutEntity> rowsOf(
            @Nullable String route, UUID before, Collection<RolloutState> states, Limit limit) {
        Caller caller = Callers.current();
        if (route != null) {
            caller.requireRoute(route, Permission.ROLLOUT_READ);
            return rollouts.pageOfRoutes(Set.of(route), before, states, limit);
        }
        return caller.isLimitedToRoutes()
                ? rollouts.pageOfRoutes(caller.routes(), before, states, limit)
                : rollouts.page(before, states, limit);
    }

    /// Returns the verdicts on a rollout, newest first.
    ///
    /// @throws ProblemException 404
    Page<VerdictResponse> verdicts(UUID id, Paging paging) {
        RolloutEntity rollout = ledger.get(id);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(LAST);
        return Page.of(
                verdicts.before(rollout.id(), before, paging.size() + 1), paging, verdict -> Cursor.of(verdict.id()));
    }

    /// @throws ProblemException as [RolloutProgress] throws
    RolloutResponse judge(UUID id, VerdictRequest request) {
        Decision decision = Decision.of(request);
        return shown(
                switch (request.verdict()) {
                    case HOLD -> hold(id, decision, request.step());
                    case PROMOTE -> progress.promote(id, decision, false);
                    case ROLL_BACK -> rollBack(id, decision, request.step());
                });
    }

    /// Rolls back; in dry run, records what it would have done, and the first time in the audit log.
    private RolloutEntity rollBack(UUID id, Decision decision, int step) {
        if (!ledger.get(id).plan().isDryRun()) {
            return progress.takeBack(id, decision, RolloutState.ROLLED_BACK);
        }
        return ledger.change(id, decision, (rollout, _) -> {
            rollout.checkTakeBack(true);
            rollout.checkStep(step);
            verdicts.keep(rollout.id(), rollout.team(), decision, clock.instant());
            return rollout.skipRollback(decision.reason(), clock.instant()) ? RolloutAction.ROLLBACK_SKIPPED : null;
        });
    }

    private RolloutEntity hold(UUID id, Decision decision, int step) {
        return ledger.note(id, rollout -> {
            rollout.checkJudged(StepVerdict.HOLD);
            rollout.checkStep(step);
            verdicts.keep(rollout.id(), rollout.team(), decision, clock.instant());
        });
    }

    /// @throws ProblemException as [RolloutProgress] throws
    RolloutResponse promote(UUID id, @Nullable PromoteRequest request) {
        boolean full = request != null && Boolean.TRUE.equals(request.full());
        return shown(progress.promote(id, Decision.because(request == null ? null : request.reason()), full));
    }

    RolloutResponse pause(UUID id, Decision decision) {
        return shown(ledger.change(id, decision, (rollout, _) -> {
            rollout.pause(decision.reason());
            return RolloutAction.PAUSED;
        }));
    }

    RolloutResponse resume(UUID id, Decision decision) {
        return shown(ledger.change(id, decision, (rollout, _) -> {
            rollout.resume(decision.reason(), clock.instant());
            return RolloutAction.RESUMED;
        }));
    }

    /// @throws ProblemException as [RolloutProgress] throws
    RolloutResponse abort(UUID id, Decision decision) {
        return shown(progress.takeBack(id, decision, RolloutState.ABORTED));
    }
}
