package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.ChunkStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateChunk;
import java.util.List;

/// Cuts the stages of a run into chunks and queues the first of them. A replica takes up several at a time;
/// some more wait, for another replica that is free.
final class Stages {

    /// More than a replica takes up at once.
    private static final int QUEUED = 12;

    private static final int PIECES = 24;
    private static final int FEWEST_CALLS = 4;
    private static final int MOST_CALLS = 64;

    private final ChunkStore chunks;
    private final GateQueue queue;

    Stages(ChunkStore chunks, GateQueue queue) {
        this.chunks = chunks;
        this.queue = queue;
    }

    /// Has a stage asked; idempotent.
    ///
    /// @param from its first turn
    /// @param to the turn behind its last
    /// @param systems how many systems are asked
    /// @return whether nothing of it is left to ask
    boolean ask(Gate gate, int stage, int from, int to, int systems) {
        if (from < to) {
            chunks.plan(gate, stage, from, to, turns(gate, to - from, systems));
        }
        List<GateChunk> queued = chunks.queued(gate.id(), stage);
        queued.forEach(queue::put);
        chunks.next(gate.id(), stage, Math.max(0, QUEUED - queued.size())).forEach(queue::put);
        return chunks.allDone(gate.id(), stage);
    }

    /// Has the gate go on at that stage, once: a step that is queued or under way is not queued again.
    void goOn(Gate gate, int stage) {
        queue.put(new GateQueue.Step(gate.id(), stage));
    }

    void forget(Gate gate) {
        chunks.clear(gate.id());
    }

    /// Small gates are cut finely too, so that replicas share them; but the chunks of one replica together
    /// make as many calls at once as the suite allows.
    private static int turns(Gate gate, int items, int systems) {
        int calls = systems * gate.document().repeatsOrOne();
        int ofChunk = Math.max(items * calls / PIECES, gate.document().concurrencyOrDefault() / 2);
        return Math.max(1, Math.clamp(ofChunk, FEWEST_CALLS, MOST_CALLS) / calls);
    }
}
