package io.plumbline.eval.gate.run.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.chunk.GateChunk;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/// Queues gates and the chunks of their runs for any free replica.
public final class GateQueue {

    public static final TaskDescriptor<Void> TASK = TaskDescriptor.of("gate");
    public static final TaskDescriptor<Void> CHUNK = TaskDescriptor.of("gate-chunk");
    public static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("gate-sweep");

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);
    /// Starting or ending a gate is fast and must not wait for the chunks of large gates.
    private static final int GATE_PRIORITY = 100;

    private static final int LAST_PRIORITY = 20;
    private static final int CHUNK_PRIORITY = 10;

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    public GateQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// A gate with its next stage.
    ///
    /// @param stage earlier stages are complete
    public record Step(UUID gate, int stage) {

        String id() {
            return stage == 0 ? gate.toString() : gate + "/" + stage;
        }

        /// @throws IllegalArgumentException if it is not a result of [#id]
        public static Step of(String id) {
            int slash = id.indexOf('/');
            return slash < 0
                    ? new Step(UUID.fromString(id), 0)
                    : new Step(UUID.fromString(id.substring(0, slash)), Integer.parseInt(id.substring(slash + 1)));
        }
    }

    /// Queues a gate once; idempotent.
    public void put(UUID gate) {
        put(gate, 0);
    }

    /// Queues a gate once; idempotent.
    ///
    /// @param before number of unstarted gates of its team: the first gate of another team does not wait for them
    public void put(UUID gate, int before) {
        put(new Step(gate, 0), Math.max(LAST_PRIORITY, GATE_PRIORITY - 1 - before));
    }

    /// Each step has its own task because the one that queued its first chunks may still be running when the last
    /// of them finishes.
    public void put(Step step) {
        put(step, GATE_PRIORITY);
    }

    private void put(Step step, int priority) {
        scheduler
                .getObject()
                .scheduleIfNotExists(TASK.instance(step.id()).priority(priority).scheduledTo(clock.instant()));
    }

    /// Whether this replica processes the queue.
    boolean isWorkedOn() {
        return scheduler.getObject() instanceof Scheduler worker
                && worker.getSchedulerState().isStarted()
                && !worker.getSchedulerState().isShuttingDown();
    }

    public void put(GateChunk chunk) {
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        CHUNK.instance(chunk.id()).priority(CHUNK_PRIORITY).scheduledTo(clock.instant()));
    }

    /// Queues gates that a replica stored or advanced but failed to queue before it died: at their current stage,
    /// where nothing remains to compute.
    public void sweep(GateStore gates) {
        Tenancy.asWorker(() -> gates.unended(FORGOTTEN_AFTER)).forEach(gate -> put(new Step(gate.id(), gate.looks())));
    }
}
