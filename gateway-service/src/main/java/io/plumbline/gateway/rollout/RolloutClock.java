package io.plumbline.gateway.rollout;

import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.rollout.verdict.Decision;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Starts rollouts at their start time, and pauses those whose step exceeds its time. Any replica does this; if
/// two do it at once, the second finds it done. Nothing starts if the registry has not answered for too long.
@Component
class RolloutClock {

    private static final Logger log = LoggerFactory.getLogger(RolloutClock.class);
    private static final Limit AT_ONCE = Limit.of(50);

    private final RolloutRepository rollouts;
    private final RolloutLedger ledger;
    private final RolloutPlanner planner;
    private final ProductionMoves moves;
    private final RouteBook routes;
    private final Registry registry;
    private final Clock clock;

    RolloutClock(
            RolloutRepository rollouts,
            RolloutLedger ledger,
            RolloutPlanner planner,
            ProductionMoves moves,
            RouteBook routes,
            Registry registry,
            Clock clock) {
        this.rollouts = rollouts;
        this.ledger = ledger;
        this.planner = planner;
        this.moves = moves;
        this.routes = routes;
        this.registry = registry;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void look() {
        try {
            List<RolloutEntity> due = Tenancy.callAsPlatform(
                    () -> rollouts.findByDueAtLessThanEqualOrderByDueAt(clock.instant(), AT_ONCE));
            due.forEach(this::take);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Cannot look at rollouts that are due");
        }
    }

    /// Handles a due rollout. One that cannot be changed now does not block the others.
    private void take(RolloutEntity due) {
        try {
            Tenancy.callAsPlatform(() -> change(due));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("rollout", due.id())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Cannot change a rollout that is due");
        }
    }

    private boolean change(RolloutEntity due) {
        if (due.state() != RolloutState.PENDING) {
            pause(due);
            return true;
        }
        if (registry.current()) {
            start(due);
        }
        return true;
    }

    private void pause(RolloutEntity due) {
        Decision decision = Decision.because("Step " + due.step() + " was not promoted within "
                + due.currentStep().maxMinutes() + " minutes.");
        ledger.change(due.id(), decision, (rollout, _) -> {
            if (!rollout.isDue(clock.instant()) || rollout.state() != RolloutState.RUNNING) {
                return null;
            }
            rollout.pause(decision.reason());
            return RolloutAction.PAUSED;
        });
    }

    /// Starts a rollout; aborts it if it can no longer start.
    private void start(RolloutEntity due) {
        try {
            planner.checkCandidate(routes.get(due.route()), due.plan());
            moves.checkUntouched(due);
        } catch (ProblemException refused) {
            if (!refused.type().status().is5xxServerError()) {
                abort(due, refused);
            }
            return;
        }
        ledger.change(due.id(), Decision.because(null), (rollout, _) -> {
            if (rollout.state() != RolloutState.PENDING) {
                return null;
            }
            rollout.begin(clock.instant());
            return RolloutAction.STARTED;
        });
    }

    private void abort(RolloutEntity due, ProblemException refused) {
        String reason = "It could not start. " + refused.getMessage();
        ledger.change(due.id(), Decision.because(reason), (rollout, _) -> {
            if (rollout.state() != RolloutState.PENDING) {
                return null;
            }
            rollout.takenBack(RolloutState.ABORTED, reason, clock.instant());
            return RolloutAction.ABORTED;
        });
    }
}
