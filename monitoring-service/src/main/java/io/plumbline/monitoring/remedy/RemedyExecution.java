package io.plumbline.monitoring.remedy;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.GatewayClient.Restraint;
import io.plumbline.clients.gateway.GatewayClient.RestraintOrder;
import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.remedy.RemedyRunStore.Due;
import io.plumbline.monitoring.remedy.RemedyStore.Approvable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/// Takes the actions of runs, and ends those whose time is over. The approval is read again before each action. An
/// unavailable service is called again within the limits of the remedy; what the gateway refuses fails at once. The
/// run's id is that of the restraint, so a repeated action has no further effect. The gateway ends an action by itself
/// when its time is over.
@Component
class RemedyExecution {

    private static final Logger log = LoggerFactory.getLogger(RemedyExecution.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration AFTER_END = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 6;

    private final RemedyStore remedies;
    private final RemedyRunStore runs;
    private final RemedyApprovals approvals;
    private final RemedySwitch allRemedies;
    private final GatewayClient gateway;
    private final Journal journal;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();

    RemedyExecution(
            RemedyStore remedies,
            RemedyRunStore runs,
            RemedyApprovals approvals,
            RemedySwitch allRemedies,
            GatewayClient gateway,
            Journal journal,
            Clock clock) {
        this.remedies = remedies;
        this.runs = runs;
        this.approvals = approvals;
        this.allRemedies = allRemedies;
        this.gateway = gateway;
        this.journal = journal;
        this.clock = clock;
    }

    /// Stores the next state of a run and its event in one transaction.
    @Component
    record Journal(RemedyRunStore runs, TransactionTemplate transactions, AuditTrail trail) {

        /// Returns false if the run has left the state before.
        boolean move(RemedyRun run, RemedyRunState before, AuditEntry event) {
            return Boolean.TRUE.equals(transactions.execute(_ -> {
                boolean moved = runs.move(run, before);
                if (moved) {
                    trail.append(event);
                }
                return moved;
            }));
        }
    }

    @Scheduled(fixedRateString = "PT0.5S")
    void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            Tenancy.asWorker(this::takeAll);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Runs of remedies wait");
        } finally {
            running.unlock();
        }
    }

    private void takeAll() {
        if (!runs.hasWork()) {
            return;
        }
        Instant now = clock.instant();
        Optional<Due> due = runs.takePending(now);
        while (due.isPresent()) {
            act(due.get());
            due = runs.takePending(now);
        }
        due = runs.takeOver(now);
        while (due.isPresent()) {
            end(due.get().run());
            due = runs.takeOver(now);
        }
    }

    private void act(Due due) {
        RemedyRun run = due.run();
        try {
            String forbidden = forbidden(run);
            if (forbidden != null) {
                withdraw(due);
                fail(run, forbidden);
                return;
            }
            RemedyPlan.Act action = run.plan().action();
            Restraint restraint = gateway.restrain(
                    run.alert().route(),
                    run.id(),
                    new RestraintOrder(
                            run.team(),
                            action.kind().name(),
                            action.variant(),
                            action.by(),
                            action.policy(),
                            "Remedy %s, alert: %s"
                                    .formatted(run.remedy(), run.alert().title()),
                            run.plan().limits().holdMinutes() * 60,
                            run.plan().dryRun()));
            applied(run.applied(new RemedyRun.Effect(
                    restraint.before(), restraint.after(), restraint.startedAt(), restraint.until())));
        } catch (RestClientResponseException e) {
            if (RefusalReason.isFinal(e)) {
                fail(run, RefusalReason.of(e));
            } else {
                later(due, "The service answered " + e.getStatusCode().value() + ".");
            }
        } catch (ProblemException e) {
            later(due, String.valueOf(e.getMessage()));
        } catch (RestClientException e) {
            later(due, "The service does not answer.");
        }
    }

    /// Ends what an earlier attempt may have put on the route although its answer was lost.
    private void withdraw(Due due) {
        if (due.attempts() > 1) {
            try {
                gateway.release(due.run().alert().route(), due.run().id(), false);
            } catch (HttpClientErrorException.NotFound _) {
                log.atDebug().addKeyValue("run", due.run().id()).log("Nothing is in force");
            }
        }
    }

    private @Nullable String forbidden(RemedyRun run) {
        if (!allRemedies.state().enabled()) {
            return "All remedies are switched off.";
        }
        Approvable remedy = remedies.find(run.remedy()).orElse(null);
        if (remedy == null || !remedy.digest().equals(run.digest())) {
            return "The remedy was changed or removed.";
        }
        Approval approval = remedy.approval().id() == null ? null : approvals.current(remedy);
        boolean granted = approval != null
                && approval.state() == Approval.State.APPROVED
                && approval.approved() >= approval.approvers();
        return granted ? null : "The remedy is no longer approved.";
    }

    private void applied(RemedyRun run) {
        RemedyRun.Effect effect = run.effect();
        AuditEntry event =
                RemedyMatcher.event(run.plan().dryRun() ? RemedyAction.REHEARSED : RemedyAction.APPLIED, run);
        if (effect != null) {
            event = event.with("before", effect.before())
                    .with("after", effect.after())
                    .with("until", effect.until().toString());
        }
        journal.move(run, RemedyRunState.PENDING, event);
        log.atWarn()
                .addKeyValue("remedy", run.remedy())
                .addKeyValue("route", run.alert().route())
                .addKeyValue("run", run.id())
                .log(run.plan().dryRun() ? "Remedy would act" : "Remedy has acted");
    }

    private void later(Due due, String reason) {
        RemedyRun run = due.run();
        Duration patience = Duration.ofSeconds(run.plan().limits().retrySeconds());
        if (run.startedAt().plus(patience).isBefore(clock.instant())) {
            withdrawIfPossible(due);
            fail(
                    run,
                    "%s Last of %d attempts. If the gateway received one, it ends the action by itself, and you can undo it."
                            .formatted(reason, due.attempts()));
            return;
        }
        runs.retry(
                run.id(),
                clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(due.attempts() - 1, MOST_DOUBLINGS))));
        log.atWarn()
                .addKeyValue("run", run.id())
                .addKeyValue("attempts", due.attempts())
                .addKeyValue("reason", reason)
                .log("Remedy could not act yet");
    }

    private void withdrawIfPossible(Due due) {
        try {
            withdraw(due);
        } catch (ProblemException | RestClientException e) {
            log.atWarn()
                    .addKeyValue("run", due.run().id())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("An action that may be in force cannot be ended now");
        }
    }

    private void fail(RemedyRun run, String reason) {
        journal.move(
                run.failed(reason),
                RemedyRunState.PENDING,
                RemedyMatcher.event(RemedyAction.FAILED, run).with("reason", reason));
        log.atWarn()
                .addKeyValue("remedy", run.remedy())
                .addKeyValue("run", run.id())
                .addKeyValue("reason", reason)
                .log("Remedy could not act");
    }

    /// Ends an action whose time is over. The gateway has usually ended it.
    private void end(RemedyRun run) {
        try {
            gateway.release(run.alert().route(), run.id(), false);
        } catch (RestClientResponseException e) {
            if (e.getStatusCode().value() != 404) {
                runs.retry(run.id(), clock.instant().plus(AFTER_END));
                return;
            }
        } catch (ProblemException | RestClientException e) {
            runs.retry(run.id(), clock.instant().plus(AFTER_END));
            return;
        }
        RemedyRun.Undo undo = new RemedyRun.Undo(clock.instant(), null, "Its time was over.");
        journal.move(
                run.undone(undo),
                RemedyRunState.APPLIED,
                RemedyMatcher.event(RemedyAction.UNDONE, run).with("why", "TIME_OVER"));
    }
}
