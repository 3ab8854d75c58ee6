package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.ChunkStore;
import io.plumbline.eval.gate.ledger.GateChunk;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Runs the chunks of gates, and scores what was answered. Each that is done queues the next one of its
/// gate, so that large gates and small ones take turns; the last one of a stage lets the gate go on.
public final class ChunkRunner {

    private final GateCourse course;
    private final GateShares shares;
    private final ChunkInquiry inquiry;
    private final RunScores scores;
    private final ChunkStore chunks;
    private final GateQueue queue;

    ChunkRunner(
            GateCourse course,
            GateShares shares,
            ChunkInquiry inquiry,
            RunScores scores,
            ChunkStore chunks,
            GateQueue queue) {
        this.course = course;
        this.shares = shares;
        this.inquiry = inquiry;
        this.scores = scores;
        this.chunks = chunks;
        this.queue = queue;
    }

    /// @param id as the queue calls it
    /// @param leaving whether this replica is about to stop
    /// @return whether it is done with; else it is to be queued again
    public boolean run(String id, BooleanSupplier leaving) {
        GateChunk chunk = GateChunk.of(id);
        if (chunks.isDone(chunk)) {
            // Whoever did it died before it could say so.
            chunks.queued(chunk.gate(), chunk.stage()).forEach(queue::put);
            goOn(chunk);
            return true;
        }
        try {
            Optional<GateShare> share = shares.open(chunk.gate());
            return share.isEmpty() || run(share.get(), chunk, leaving);
        } catch (UnrunnableGateException e) {
            course.fail(chunk.gate(), e.getMessage());
            return true;
        }
    }

    private boolean run(GateShare share, GateChunk chunk, BooleanSupplier leaving) {
        try {
            ChunkInquiry.End end = inquiry.ask(share, chunk, leaving);
            if (end == ChunkInquiry.End.DONE) {
                scores.score(share.gate(), chunk);
                chunks.done(chunk);
                if (share.halted() != null) {
                    chunks.drop(chunk.gate(), chunk.stage());
                }
                goOn(chunk);
            }
            return end != ChunkInquiry.End.TURN_OVER;
        } finally {
            shares.close(share);
        }
    }

    private void goOn(GateChunk chunk) {
        chunks.next(chunk.gate(), chunk.stage(), 1).forEach(queue::put);
        if (chunks.allDone(chunk.gate(), chunk.stage())) {
            queue.put(new GateQueue.Step(chunk.gate(), chunk.stage() + 1));
        }
    }
}
