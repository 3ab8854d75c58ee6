package io.plumbline.eval.gate.run.queue;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.chunk.RunChunkStore;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Splits the stages of a run into chunks. Any replica with room processes them.
public final class StageChunks {

    private static final int PIECES = 24;
    private static final int FEWEST_CALLS = 4;
    private static final int MOST_CALLS = 64;

    private final RunChunkStore chunks;
    private final GateQueue queue;
    private final ChunkFeed feed;

    public StageChunks(RunChunkStore chunks, GateQueue queue, ChunkFeed feed) {
        this.chunks = chunks;
        this.queue = queue;
        this.feed = feed;
    }

    /// Queues a stage; idempotent.
    ///
    /// @param from its first turn
    /// @param to its last turn, exclusive
    /// @param systems the systems to call
    /// @return whether the stage is complete
    public boolean ask(Gate gate, int stage, int from, int to, List<SystemUnderTest> systems) {
        if (from < to) {
            Set<String> bulkheads =
                    systems.stream().map(SystemUnderTest::bulkhead).collect(Collectors.toSet());
            chunks.plan(gate, stage, from, to, turns(gate, to - from, systems.size()), bulkheads);
        }
        return queued(gate, stage);
    }

    /// Queues the rating of answers; idempotent.
    ///
    /// @param items number of items
    /// @param bulkheads targets of the judges' calls
    /// @return whether rating is complete
    public boolean judge(Gate gate, int stage, int items, Set<String> bulkheads) {
        chunks.planJudging(gate, stage, items, bulkheads);
        return queued(gate, stage);
    }

    /// Queues the rating of answers without a rating although rating is complete: a replica of an older release
    /// treated it as a chunk without items.
    public void judgeAgain(Gate gate) {
        chunks.reopenJudging(gate.id());
        feed.feed();
    }

    private boolean queued(Gate gate, int stage) {
        chunks.queued(gate.id(), stage).forEach(queue::put);
        feed.feed();
        return chunks.allDone(gate.id(), stage);
    }

    /// Advances the gate to that stage once: a queued or running step is not queued again.
    public void next(Gate gate, int stage) {
        queue.put(new GateQueue.Step(gate.id(), stage));
    }

    public void forget(Gate gate) {
        chunks.clear(gate.id());
    }

    /// Splits small gates finely too, so that replicas share them; the chunks of one replica together make as
    /// many concurrent calls as the suite allows.
    private static int turns(Gate gate, int items, int systems) {
        int calls = systems * gate.document().repeatsOrOne();
        int ofChunk = Math.max(items * calls / PIECES, gate.document().concurrencyOrDefault() / 2);
        return Math.max(1, Math.clamp(ofChunk, FEWEST_CALLS, MOST_CALLS) / calls);
    }
}
