package io.plumbline.eval.optimiser;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.plumbline.eval.optimiser.job.OptimisationStore;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/// Queues jobs for any free replica.
final class OptimisationQueue {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("prompt-optimisation");
    static final String SWEEP = "prompt-optimisation-sweep";

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    OptimisationQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void put(UUID job) {
        scheduler.getObject().scheduleIfNotExists(TASK.instance(job.toString()).scheduledTo(clock.instant()));
    }

    /// Queues jobs that a replica stored but did not queue before it ended.
    void sweep(OptimisationStore jobs) {
        jobs.open().forEach(this::put);
    }
}
