package io.plumbline.registry.finetuning;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// Queues jobs for any replica.
@Component
class JobQueue {

    /// The scheduler of jobs.
    static final String SCHEDULER = "fineTuningScheduler";

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("fine-tuning-job");
    static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("fine-tuning-sweep");

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    JobQueue(@Qualifier(SCHEDULER) ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// Queues a job once. Call it after the transaction that created the job.
    void put(UUID job) {
        scheduler.getObject().scheduleIfNotExists(TASK.instance(job.toString()).scheduledTo(clock.instant()));
    }
}
