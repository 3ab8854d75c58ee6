package io.plumbline.registry.finetuning;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.kit.database.Worker;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.finetuning.executor.FineTuningProperties;
import java.time.Clock;
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

/// Configures the queue of jobs in Postgres. It has threads of its own, because a local command occupies one until it
/// ends. A dead replica is detected after four missed heartbeats, about 20 seconds, and its jobs continue elsewhere.
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

    private static final int THREADS = 4;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

    @Bean(name = JobQueue.SCHEDULER, defaultCandidate = false, destroyMethod = "stop")
    Scheduler fineTuningScheduler(
            @Worker DataSource workerDataSource,
            JobWorker worker,
            JobStore jobs,
            JobQueue queue,
            FineTuningProperties properties,
            Clock clock) {
        Task<Void> work = Tasks.custom(JobQueue.TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_FAILURE))
                .execute((instance, _) ->
                        completion(Tenancy.asWorker(() -> worker.work(UUID.fromString(instance.getId())))));
        // Queues jobs that a replica created but failed to queue before it died.
        RecurringTask<Void> sweeps = Tasks.recurring(JobQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> Tenancy.asWorker(
                        () -> jobs.idle(clock.instant().minus(FORGOTTEN_AFTER)).forEach(queue::put)));
        Duration interval = properties.pollInterval();
        return Scheduler.create(workerDataSource, List.of(work))
                .tableName("fine_tuning_tasks")
                .startTasks(List.of(sweeps))
                .threads(THREADS)
                .pollingInterval(interval.compareTo(LONGEST_POLL) < 0 ? interval : LONGEST_POLL)
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
    JobStarter fineTuningStarter(@Qualifier(JobQueue.SCHEDULER) Scheduler scheduler) {
        return new JobStarter(scheduler);
    }

    /// Starts processing once the service can respond, not before.
    record JobStarter(Scheduler scheduler) {

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            scheduler.start();
        }
    }
}
