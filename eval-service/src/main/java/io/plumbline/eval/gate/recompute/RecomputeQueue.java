package io.plumbline.eval.gate.recompute;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/// Queues recomputations for any free replica.
final class RecomputeQueue {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("gate-recompute");

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    RecomputeQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void put(UUID recomputation) {
        scheduler
                .getObject()
                .scheduleIfNotExists(TASK.instance(recomputation.toString()).scheduledTo(clock.instant()));
    }
}
