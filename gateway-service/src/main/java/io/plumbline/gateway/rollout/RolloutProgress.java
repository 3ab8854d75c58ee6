package io.plumbline.gateway.rollout;

import io.plumbline.gateway.rollout.verdict.Decision;
import io.plumbline.gateway.rollout.verdict.VerdictStore;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.RouteProblem;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Advances rollouts and rolls them back.
///
/// The registry is called between two transactions, so that no lock is held while another service answers. The
/// first transaction stores the intended request, the second its result. After a crash or refusal in between, the
/// next call completes the change.
///
/// Of a promotion and a rollback at the same time exactly one succeeds. The rollback stops the canary's calls at
/// once, waits until the promotion is through with the registry, and moves the pointers back after it.
@Component
class RolloutProgress {

    private static final Set<RolloutState> NEWER = Set.copyOf(
            EnumSet.of(RolloutState.PENDING, RolloutState.RUNNING, RolloutState.PAUSED, RolloutState.PROMOTED));

    /// How long a rollback waits for a promotion. The next request continues.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final RolloutLedger ledger;
    private final RolloutRepository rollouts;
    private final VerdictStore verdicts;
    private final ProductionMoves moves;
    private final RouteBook routes;
    private final Clock clock;

    RolloutProgress(
            RolloutLedger ledger,
            RolloutRepository rollouts,
            VerdictStore verdicts,
            ProductionMoves moves,
            RouteBook routes,
            Clock clock) {
        this.ledger = ledger;
        this.rollouts = rollouts;
        this.verdicts = verdicts;
        this.moves = moves;
        this.routes = routes;
        this.clock = clock;
    }

    /// Advances the rollout by one step; from the last step, or with `full`, into production.
    ///
    /// @throws ProblemException 409 if the rollout's state does not allow it, something else was brought into
    ///     production meanwhile, or the registry refuses; 503 if the registry is unavailable. The rollout then
    ///     keeps its state.
    RolloutEntity promote(UUID id, Decision decision, boolean full) {
        RolloutEntity seen = ledger.get(id);
        boolean finishing = full || seen.isLastStep();
        RolloutEntity rollout;
        try {
            rollout = ledger.change(id, decision, (changed, _) -> {
                checkJudged(changed, decision);
                checkUnmoved(changed, seen);
                verdicts.keep(changed.id(), changed.team(), decision, clock.instant());
                if (finishing) {
                    changed.beginPromotion(clock.instant());
                    return null;
                }
                moves.checkUntouched(changed);
                checkCandidate(changed, changed.environment());
                changed.advance(decision.reason(), clock.instant());
                return RolloutAction.ADVANCED;
            });
        } catch (ProblemException refused) {
            if (refused.type() == RolloutProblem.ROLLOUT_OVERTAKEN
                    || refused.type() == RouteProblem.GATE_REQUIRED
                    || refused.type() == RequestProblem.SIBLING_UNAVAILABLE) {
                ledger.holdBack(id, refused, false);
            }
            throw refused;
        }
        return finishing ? finish(rollout, decision) : rollout;
    }

    private static void checkUnmoved(RolloutEntity rollout, RolloutEntity seen) {
        if (rollout.step() != seen.step()) {
            throw RequestProblem.CONFLICT.because(
                    "The rollout advanced at the same time. Read it, then repeat the request.");
        }
    }

    private static void checkJudged(RolloutEntity rollout, Decision decision) {
        Decision.Judgement judged = decision.judged();
        if (judged != null) {
            rollout.checkJudged(judged.verdict());
            rollout.checkStep(judged.step());
        }
    }

    private RolloutEntity finish(RolloutEntity promoting, Decision decision) {
        try {
            return complete(promoting, decision);
        } finally {
            ledger.endPromotion(promoting.id());
        }
    }

    private RolloutEntity complete(RolloutEntity promoting, Decision decision) {
        UUID id = promoting.id();
        try {
            boolean toProduction = promoting.plan().movesModel(promoting.environment());
            checkCandidate(promoting, toProduction ? Environment.PRODUCTION : promoting.environment());
            moves.forward(promoting);
        } catch (ProblemException refused) {
            ledger.holdBack(id, refused, isUntouched(promoting, refused));
            throw refused;
        }
        RolloutEntity promoted = ledger.change(id, decision, (rollout, route) -> {
            if (!rollout.state().isOpen() || rollout.isWithdrawn()) {
                return null;
            }
            if (route != null && rollout.plan().rewritesRoute()) {
                routes.lead(route.name(), rollout.plan().promotedVariant());
            }
            rollout.promoted(decision.reason(), clock.instant());
            return RolloutAction.PROMOTED;
        });
        if (promoted.state() != RolloutState.PROMOTED || promoted.isWithdrawn()) {
            moves.back(promoted);
            throw RolloutProblem.ROLLOUT_CLOSED.because("It was rolled back or aborted at the same time.");
        }
        return promoted;
    }

    /// Checks the candidate at each step, since a gate may have failed after the rollout began. A version for
    /// production has passed its gates and is approved before the registry is called, even from a development
    /// route. Otherwise people could approve their own requests through this service.
    private void checkCandidate(RolloutEntity rollout, Environment environment) {
        Route route = routes.get(rollout.route());
        routes.check(
                new Route(route.name(), route.team(), environment, route.definition(), null),
                rollout.plan().canaryVariant(0),
                "/candidate/version",
                "/candidate/prompt");
    }

    /// Whether certainly no pointer has moved. A refused pointer has not moved, but another may have moved
    /// before. If a response was lost, the state is unknown.
    private boolean isUntouched(RolloutEntity rollout, ProblemException refused) {
        if (refused.type() == RequestProblem.SIBLING_UNAVAILABLE) {
            return false;
        }
        try {
            moves.checkUntouched(rollout);
            return true;
        } catch (ProblemException moved) {
            return false;
        }
    }

    /// Ends the rollout without its candidate. Traffic returns at once; then the registry's pointers and the
    /// route are restored if they may have changed.
    ///
    /// @param end `ABORTED` before promotion; or `ROLLED_BACK`
    /// @throws ProblemException 409 if there is nothing to roll back, or something else was brought into
    ///     production since; 503 if the registry is unavailable: the traffic has returned, and the next call
    ///     completes the rest
    RolloutEntity takeBack(UUID id, Decision decision, RolloutState end) {
        RolloutAction action = end == RolloutState.ABORTED ? RolloutAction.ABORTED : RolloutAction.ROLLED_BACK;
        RolloutEntity rollout = ledger.change(id, decision, (changed, route) -> {
            changed.checkTakeBack(end == RolloutState.ROLLED_BACK);
            if (decision.judged() != null) {
                changed.checkStep(decision.judged().step());
            }
            verdicts.keep(changed.id(), changed.team(), decision, clock.instant());
            if (changed.mayHaveMovedPointers() && isStillOwn(changed, route)) {
                changed.withdraw();
                return null;
            }
            changed.takenBack(end, decision.reason(), clock.instant());
            return action;
        });
        return rollout.isWithdrawn() ? finishTakingBack(rollout, decision, end, action) : rollout;
    }

    /// Whether everything that the promotion moved is still in place, as far as known. If an open rollout's
    /// pointers have moved, they belong to someone else and stay. A promoted rollout cannot be rolled back then.
    private boolean isStillOwn(RolloutEntity rollout, @Nullable Route route) {
        boolean promoted = rollout.state() == RolloutState.PROMOTED;
        if (promoted) {
            checkRoute(rollout, route);
        }
        try {
            moves.checkOwn(rollout);
            return true;
        } catch (ProblemException unsure) {
            if (unsure.type() != RolloutProblem.ROLLOUT_OVERTAKEN) {
                return true;
            }
            if (promoted) {
                throw unsure;
            }
            return false;
        }
    }

    private void checkRoute(RolloutEntity rollout, @Nullable Route route) {
        if (rollouts.existsByRouteAndTeamAndStateInAndIdGreaterThan(
                rollout.route(), rollout.team(), NEWER, rollout.id())) {
            throw RolloutProblem.ROLLOUT_OVERTAKEN.because(
                    "A newer rollout of the route is open or was promoted. Roll that one back.");
        }
        Variant left = rollout.plan().promotedVariant();
        if (route == null
                || !route.team().equals(rollout.team())
                || route.environment() != rollout.environment()
                || !route.definition().variants().contains(left)) {
            throw RolloutProblem.ROLLOUT_OVERTAKEN.because(
                    "The route has changed since the promotion. Change it back by hand.");
        }
    }

    private RolloutEntity finishTakingBack(
            RolloutEntity withdrawn, Decision decision, RolloutState end, RolloutAction action) {
        awaitPromotion(withdrawn.id());
        try {
            moves.back(withdrawn);
        } catch (ProblemException refused) {
            ledger.holdBack(withdrawn.id(), refused, false);
            throw refused;
        }
        return ledger.change(withdrawn.id(), decision, (rollout, route) -> {
            if (!rollout.isWithdrawn()) {
                return null;
            }
            RolloutPlan plan = rollout.plan();
            if (rollout.state() == RolloutState.PROMOTED && route != null && plan.rewritesRoute()) {
                routes.lead(route.name(), plan.control());
            }
            rollout.takenBack(end, decision.reason(), clock.instant());
            return action;
        });
    }

    /// Waits until no promotion of the rollout can move pointers any more.
    private void awaitPromotion(UUID id) {
        long began = System.nanoTime();
        while (ledger.get(id).isPromotionRunning(clock.instant())) {
            if (System.nanoTime() - began > LONGEST_WAIT.toNanos()) {
                throw RequestProblem.SIBLING_UNAVAILABLE.because("The canary gets no more calls. A promotion at the"
                        + " same time has not finished at the registry. Repeat the request.");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /// Does everything that a rollback does to the rollout and its route, up to the commit, and undoes it.
    ///
    /// @return the rollout as it is
    /// @throws ProblemException why a rollback would fail
    RolloutEntity rehearseTakingBack(UUID id) {
        ledger.rehearse(id, (rollout, route) -> {
            rollout.checkTakeBack(true);
            boolean promoted = rollout.state() == RolloutState.PROMOTED;
            RolloutPlan plan = rollout.plan();
            if (promoted) {
                checkRoute(rollout, route);
            }
            if (rollout.mayHaveMovedPointers()) {
                moves.checkOwn(rollout);
            }
            if (routes.version(plan.pinnedControl(RolloutPlan.ALL).target(), rollout.team())
                    .isEmpty()) {
                throw RolloutProblem.ROLLOUT_IMPOSSIBLE.because("The control's version does not exist any more.");
            }
            rollout.withdraw();
            if (promoted && route != null && plan.rewritesRoute()) {
                routes.lead(route.name(), plan.control());
            }
            rollout.takenBack(RolloutState.ROLLED_BACK, null, clock.instant());
            return null;
        });
        return ledger.get(id);
    }
}
