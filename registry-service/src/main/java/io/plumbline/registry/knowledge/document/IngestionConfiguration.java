package io.plumbline.registry.knowledge.document;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.kit.database.Worker;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// Configures the queue of ingestions in Postgres: any replica processes what is due. A dead replica is detected
/// after four missed heartbeats, about 20 seconds, and its ingestions begin again elsewhere.
@Configuration(proxyBeanMethods = false)
class IngestionConfiguration {

    /// Inspecting and embedding use all cores, so more would only wait for each other.
    private static final int THREADS = 2;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double RETRY_GROWTH = 2;
    private static final int MAX_RETRIES = 6;
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    @Bean
    Task<Void> ingestionTask(Ingestion ingestion) {
        FailureHandler<Void> later = new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, RETRY_GROWTH);
        return Tasks.oneTime(IngestionQueue.TASK)
                .onFailure(new FailureHandler.MaxRetriesFailureHandler<>(
                        MAX_RETRIES,
                        later,
                        (failed, _) -> Tenancy.asWorker(() -> ingestion.fail(
                                IngestionQueue.Job.of(failed.getExecution().getId())))))
                .execute((instance, _) ->
                        Tenancy.asWorker(() -> ingestion.run(IngestionQueue.Job.of(instance.getId()))));
    }

    @Bean
    RecurringTask<Void> ingestionSweep(IngestionQueue queue) {
        return Tasks.recurring(IngestionQueue.SWEEP, FixedDelay.of(SWEEP_EVERY))
                .execute((_, _) -> Tenancy.asWorker(queue::sweep));
    }

    @Bean(destroyMethod = "stop")
    Scheduler scheduler(
            @Worker DataSource workerDataSource, Task<Void> ingestionTask, RecurringTask<Void> ingestionSweep) {
        return Scheduler.create(workerDataSource, List.of(ingestionTask))
                .startTasks(List.of(ingestionSweep))
                .threads(THREADS)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(10))
                .enableImmediateExecution()
                .build();
    }

    @Bean
    Starter schedulerStarter(Scheduler scheduler) {
        return new Starter(scheduler);
    }

    /// Starts processing once the service can respond, not before.
    record Starter(Scheduler scheduler) {

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            scheduler.start();
        }
    }
}
