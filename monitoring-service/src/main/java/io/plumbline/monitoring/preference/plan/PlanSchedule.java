package io.plumbline.monitoring.preference.plan;

import io.plumbline.audit.Actor;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.preference.PreferenceDataset;
import io.plumbline.monitoring.preference.PreferenceDatasets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClientException;

/// Runs the plans that are due. Any replica may run a plan, which it reserves for ten minutes. A run that
/// ends with its replica is repeated: a version that it had stored already remains.
@Component
class PlanSchedule {

    private static final Logger log = LoggerFactory.getLogger(PlanSchedule.class);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final PlanStore plans;
    private final PreferenceDatasets datasets;
    private final TransactionTemplate transactions;
    private final Actor self;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();

    PlanSchedule(
            PlanStore plans,
            PreferenceDatasets datasets,
            TransactionTemplate transactions,
            ServiceProperties service,
            Clock clock) {
        this.plans = plans;
        this.datasets = datasets;
        this.transactions = transactions;
        this.self = new Actor("service", service.service() + "-service");
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            Tenancy.asWorker(this::runAll);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Plans for preference data wait");
        } finally {
            running.unlock();
        }
    }

    private void runAll() {
        Optional<PreferencePlan> due = plans.hasWork() ? take() : Optional.empty();
        while (due.isPresent()) {
            run(due.get());
            due = take();
        }
    }

    private Optional<PreferencePlan> take() {
        Instant now = clock.instant();
        Optional<PreferencePlan> due = transactions.execute(_ -> plans.take(now, now.plus(LEASE)));
        return due == null ? Optional.empty() : due;
    }

    private void run(PreferencePlan plan) {
        PlanDocument document = plan.document();
        try {
            PreferenceDatasets.Result result = datasets.store(
                    document.rules(),
                    new PreferenceDatasets.Target(
                            document.dataset(), document.format(), document.minNew(), plan.name()),
                    self);
            PreferenceDataset made = result.made();
            end(
                    plan,
                    new PlanRun(
                            clock.instant(),
                            result.newPreferences(),
                            result.counts(),
                            made == null ? null : made.dataset(),
                            null),
                    document.every());
        } catch (ProblemException | RestClientException e) {
            String reason =
                    e instanceof ProblemException problem ? problem.getMessage() : "The registry does not answer.";
            end(plan, new PlanRun(clock.instant(), 0, null, null, reason), RETRY);
            log.atWarn()
                    .addKeyValue("plan", plan.name())
                    .addKeyValue("reason", reason)
                    .log("Plan for preference data did not run");
        }
    }

    private void end(PreferencePlan plan, PlanRun run, Duration pause) {
        transactions.executeWithoutResult(_ -> plans.ran(plan, run, run.at().plus(pause)));
    }
}
