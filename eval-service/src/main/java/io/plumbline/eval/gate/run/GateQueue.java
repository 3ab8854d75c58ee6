package io.plumbline.eval.gate.run;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.plumbline.eval.gate.ledger.GateChunk;
import io.plumbline.eval.gate.ledger.GateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/// Queues gates, and the chunks of their runs, for whichever replica is free.
public final class GateQueue {

    public static final TaskDescriptor<Void> TASK = TaskDescriptor.of("gate");
    public static final TaskDescriptor<Void> CHUNK = TaskDescriptor.of("gate-chunk");
    public static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("gate-sweep");

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);
    /// A gate that begins or ends takes a moment, and is not to wait for the chunks of large ones.
    private static final int GATE_PRIORITY = 100;

    private static final int LAST_PRIORITY = 20;
    private static final int CHUNK_PRIORITY = 10;

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    public GateQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// A gate and the stage at which it goes on.
    ///
    /// @param stage those before it are asked
    public record Step(UUID gate, int stage) {

        String id() {
            return stage == 0 ? gate.toString() : gate + "/" + stage;
        }

        /// @throws IllegalArgumentException for what [#id] never says
        public static Step of(String id) {
            int slash = id.indexOf('/');
            return slash < 0
                    ? new Step(UUID.fromString(id), 0)
                    : new Step(UUID.fromString(id.substring(0, slash)), Integer.parseInt(id.substring(slash + 1)));
        }
    }

    /// Idempotent: a gate is queued once.
    public void put(UUID gate) {
        put(gate, 0);
    }

    /// The same.
    ///
    /// @param before gates of its team that have not begun: the first of another team's does not wait for them
    public void put(UUID gate, int before) {
        put(new Step(gate, 0), Math.max(LAST_PRIORITY, GATE_PRIORITY - 1 - before));
    }

    /// Each step has a task of its own: the one that queued its first chunks may not have ended when the last
    /// of them is done.
    void put(Step step) {
        put(step, GATE_PRIORITY);
    }

    private void put(Step step, int priority) {
        scheduler
                .getObject()
                .scheduleIfNotExists(TASK.instance(step.id()).priority(priority).scheduledTo(clock.instant()));
    }

    /// Whether this replica takes up what is queued.
    boolean isWorkedOn() {
        return scheduler.getObject() instanceof Scheduler worker
                && worker.getSchedulerState().isStarted()
                && !worker.getSchedulerState().isShuttingDown();
    }

    void put(GateChunk chunk) {
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        CHUNK.instance(chunk.id()).priority(CHUNK_PRIORITY).scheduledTo(clock.instant()));
    }

    /// Queues the gates that a replica stored, or had go on, and then died before it could queue them: the stage
    /// at which each is, where nothing is left to compute.
    public void sweep(GateStore gates) {
        gates.unended(FORGOTTEN_AFTER).forEach(gate -> put(new Step(gate.id(), gate.looks())));
    }
}
