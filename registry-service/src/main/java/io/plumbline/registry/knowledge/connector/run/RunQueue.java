package io.plumbline.registry.knowledge.connector.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// Queues runs for any replica.
@Component
class RunQueue {

    /// The scheduler of runs.
    static final String SCHEDULER = "connectorScheduler";

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("connector-run");
    static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("connector-sweep");

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    RunQueue(@Qualifier(SCHEDULER) ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// Queues a run once. Call it after the transaction that opened the run.
    void put(UUID run) {
        scheduler.getObject().scheduleIfNotExists(TASK.instance(run.toString()).scheduledTo(clock.instant()));
    }
}
