package io.plumbline.eval.gate.run.queue;

import io.plumbline.eval.gate.ledger.chunk.GateChunk;
import io.plumbline.eval.gate.ledger.chunk.RunChunkStore;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Queues only as many chunks as this replica has room for. The queue stays short and the order is decided late,
/// so a new gate does not wait behind all chunks of earlier ones.
public final class ChunkFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChunkFeed.class);
    /// For chunks that other replicas planned but have no room for.
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final RunChunkStore chunks;
    private final GateQueue queue;
    private final ChunkAdmission admission;
    private final ReentrantLock lock = new ReentrantLock();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gate-feed").daemon().factory());

    public ChunkFeed(RunChunkStore chunks, GateQueue queue, ChunkAdmission admission) {
        this.chunks = chunks;
        this.queue = queue;
        this.admission = admission;
    }

    void start() {
        Future<?> _ =
                ticks.scheduleWithFixedDelay(this::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            Tenancy.asWorker(this::feed);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("This replica cannot look for chunks of gates");
        }
    }

    /// Queues the next chunks as far as there is room.
    public void feed() {
        if (!queue.isWorkedOn()) {
            return;
        }
        lock.lock();
        try {
            List<RunChunkStore.Waiting> waiting = new ArrayList<>(chunks.waiting());
            Optional<RunChunkStore.Waiting> next = admission.next(waiting);
            while (next.isPresent()) {
                RunChunkStore.Waiting gate = next.get();
                List<GateChunk> taken = chunks.next(gate.gate(), gate.stage(), 1);
                if (taken.isEmpty()) {
                    waiting.remove(gate);
                }
                for (GateChunk chunk : taken) {
                    admission.reserve(chunk.id(), ChunkAdmission.Work.of(gate));
                    queue.put(chunk);
                }
                next = admission.next(waiting);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
