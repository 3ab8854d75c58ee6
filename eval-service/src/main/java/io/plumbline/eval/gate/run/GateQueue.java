package io.plumbline.eval.gate.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.plumbline.eval.gate.ledger.GateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/// Queues gates for whichever replica is free.
public final class GateQueue {

    public static final TaskDescriptor<Void> TASK = TaskDescriptor.of("gate");
    public static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("gate-sweep");

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    public GateQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// Idempotent: a gate is queued once.
    public void put(UUID gate) {
        scheduler.getObject().scheduleIfNotExists(TASK.instance(gate.toString()).scheduledTo(clock.instant()));
    }

    /// Queues the gates that a replica stored and then died before it could queue them.
    public void sweep(GateStore gates) {
        gates.unended(FORGOTTEN_AFTER).forEach(this::put);
    }
}
