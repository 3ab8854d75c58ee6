package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.GateJudging;
import io.plumbline.eval.gate.judging.UnknownRubricException;
import io.plumbline.eval.gate.ledger.chunk.GateChunk;
import io.plumbline.eval.gate.ledger.chunk.RunChunkStore;
import io.plumbline.eval.gate.run.evidence.RunScores;
import io.plumbline.eval.gate.run.lifecycle.GateLifecycle;
import io.plumbline.eval.gate.run.queue.ChunkAdmission;
import io.plumbline.eval.gate.run.queue.ChunkFeed;
import io.plumbline.eval.gate.run.queue.GateQueue;
import io.plumbline.eval.gate.run.share.ChunkCalls;
import io.plumbline.eval.gate.run.share.GateShare;
import io.plumbline.eval.gate.run.share.GateShares;
import io.plumbline.eval.gate.run.share.SharedJudgeCalls;
import io.plumbline.eval.gate.run.system.UnrunnableGateException;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Runs admitted chunks of gates: calls the systems and scores the answers, or has the answers rated. The last
/// chunk of a stage advances the gate.
final class ChunkRunner {

    private final GateLifecycle lifecycle;
    private final GateShares shares;
    private final ChunkCalls inquiry;
    private final GateJudging judging;
    private final RunScores scores;
    private final ChunkQueue chunks;
    private final GateQueue queue;

    ChunkRunner(
            GateLifecycle lifecycle,
            GateShares shares,
            ChunkCalls inquiry,
            GateJudging judging,
            RunScores scores,
            ChunkQueue chunks,
            GateQueue queue) {
        this.lifecycle = lifecycle;
        this.shares = shares;
        this.inquiry = inquiry;
        this.judging = judging;
        this.scores = scores;
        this.chunks = chunks;
        this.queue = queue;
    }

    /// The planned chunks, and those this replica works on.
    record ChunkQueue(RunChunkStore store, ChunkFeed feed, ChunkAdmission admission) {}

    /// @param id id in the queue
    /// @param leaving whether this replica is about to stop
    /// @return whether it is finished; otherwise queue it again
    public boolean run(String id, BooleanSupplier leaving) {
        return Tenancy.asWorker(() -> process(id, leaving));
    }

    private boolean process(String id, BooleanSupplier leaving) {
        GateChunk chunk = GateChunk.of(id);
        Optional<RunChunkStore.State> state = chunks.store().state(chunk);
        if (state.isEmpty() || state.get().done()) {
            // Whoever did it died before it could say so.
            chunks.store().queued(chunk.gate(), chunk.stage()).forEach(queue::put);
            finish(chunk);
            return true;
        }
        RunChunkStore.State found = state.get();
        if (!chunks.admission().start(id, new ChunkAdmission.Work(chunk.gate(), found.team(), found.bulkheads()))) {
            return false;
        }
        try {
            Optional<GateShare> share = shares.open(chunk.gate(), found.bulkheads());
            return share.isEmpty() || run(share.get(), chunk, found.judging(), leaving);
        } catch (UnrunnableGateException e) {
            lifecycle.fail(chunk.gate(), e.getMessage());
            return true;
        } catch (UnknownRubricException e) {
            lifecycle.fail(chunk.gate(), e.getMessage());
            return true;
        } finally {
            chunks.admission().end(id);
        }
    }

    /// Releases the room of a chunk that left the queue.
    ///
    /// @param done whether it is finished
    public void after(String id, boolean done) {
        Tenancy.asWorker(() -> {
            if (!done) {
                chunks.store().putBack(GateChunk.of(id));
            }
            chunks.feed().feed();
        });
    }

    private boolean run(GateShare share, GateChunk chunk, boolean judged, BooleanSupplier leaving) {
        try {
            ChunkCalls.End end = judged ? judge(share, leaving) : inquiry.ask(share, chunk, leaving);
            if (end == ChunkCalls.End.DONE) {
                if (!judged) {
                    scores.score(share.gate(), chunk);
                }
                chunks.store().done(chunk);
                if (share.halted() != null) {
                    chunks.store().drop(chunk.gate(), chunk.stage());
                }
                finish(chunk);
            }
            return end != ChunkCalls.End.TURN_OVER;
        } finally {
            shares.close(share);
        }
    }

    private ChunkCalls.End judge(GateShare share, BooleanSupplier leaving) {
        SharedJudgeCalls calls = new SharedJudgeCalls(share, lifecycle, leaving);
        try {
            judging.ask(share.gate(), calls);
        } finally {
            share.expect(-1);
        }
        if (share.standing() == GateShare.Standing.OVER) {
            return ChunkCalls.End.GATE_OVER;
        }
        return calls.turnOver() ? ChunkCalls.End.TURN_OVER : ChunkCalls.End.DONE;
    }

    private void finish(GateChunk chunk) {
        if (chunks.store().allDone(chunk.gate(), chunk.stage())) {
            queue.put(new GateQueue.Step(chunk.gate(), chunk.stage() + 1));
        }
    }
}
