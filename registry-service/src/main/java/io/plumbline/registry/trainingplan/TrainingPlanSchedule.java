package io.plumbline.registry.trainingplan;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.trainingplan.TrainingPlanStore.ActivePlan;
import io.plumbline.registry.trainingplan.TrainingPlanStore.Work;
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

/// Inspects the plans and works on the runs that are due. Any replica may do so: it reserves each for five minutes, and
/// another one continues if it dies.
@Component
class TrainingPlanSchedule {

    private static final Logger log = LoggerFactory.getLogger(TrainingPlanSchedule.class);
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final TrainingPlanStore store;
    private final RunStarter starter;
    private final RunWorker worker;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ReentrantLock working = new ReentrantLock();

    TrainingPlanSchedule(
            TrainingPlanStore store,
            RunStarter starter,
            RunWorker worker,
            TransactionTemplate transactions,
            Clock clock) {
        this.store = store;
        this.starter = starter;
        this.worker = worker;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void run() {
        if (!working.tryLock()) {
            return;
        }
        try {
            Tenancy.asWorker(this::runDue);
        } catch (RestClientException e) {
            log.atDebug().setCause(e).log("Training plans wait for another service");
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Training plans wait");
        } finally {
            working.unlock();
        }
    }

    private void runDue() {
        if (!store.hasWork()) {
            return;
        }
        Optional<Work> run = takeRun();
        while (run.isPresent()) {
            worker.work(run.get());
            run = takeRun();
        }
        Optional<ActivePlan> plan = takePlan();
        while (plan.isPresent()) {
            starter.inspect(plan.get());
            plan = takePlan();
        }
    }

    private Optional<Work> takeRun() {
        Instant until = clock.instant().plus(LEASE);
        Optional<Work> taken = transactions.execute(_ -> store.takeRun(until));
        return taken == null ? Optional.empty() : taken;
    }

    private Optional<ActivePlan> takePlan() {
        Instant until = clock.instant().plus(LEASE);
        Optional<ActivePlan> taken = transactions.execute(_ -> store.takePlan(until));
        return taken == null ? Optional.empty() : taken;
    }
}
