package io.plumbline.registry.knowledge.connector.run;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.kit.database.Worker;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// Configures the queue of runs in Postgres. It has threads of its own, because a run mostly waits for its source. A
/// dead replica is detected after four missed heartbeats, about 20 seconds, and its runs continue elsewhere.
@Configuration(proxyBeanMethods = false)
class ConnectorRunConfiguration {

    private static final int THREADS = 4;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);

    @Bean(name = RunQueue.SCHEDULER, defaultCandidate = false, destroyMethod = "stop")
    Scheduler connectorScheduler(@Worker DataSource workerDataSource, ConnectorJob job, RunSweep sweep) {
        Task<Void> runs = Tasks.custom(RunQueue.TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_FAILURE))
                .execute((instance, _) ->
                        completion(Tenancy.asWorker(() -> job.work(UUID.fromString(instance.getId())))));
        RecurringTask<Void> sweeps = Tasks.recurring(RunQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> Tenancy.asWorker(sweep::run));
        return Scheduler.create(workerDataSource, List.of(runs))
                .tableName("connector_tasks")
                .startTasks(List.of(sweeps))
                .threads(THREADS)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(10))
                .enableImmediateExecution()
                .build();
    }

    private static CompletionHandler<Void> completion(Optional<Instant> next) {
        return next.<CompletionHandler<Void>>map(
                        time -> (complete, operations) -> operations.reschedule(complete, time))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    @Bean
    RunStarter connectorStarter(@Qualifier(RunQueue.SCHEDULER) Scheduler scheduler) {
        return new RunStarter(scheduler);
    }

    /// Starts processing once the service can respond, not before.
    record RunStarter(Scheduler scheduler) {

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            scheduler.start();
        }
    }
}
