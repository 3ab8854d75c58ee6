package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.ChunkStore;
import io.plumbline.eval.gate.ledger.Gate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Cuts the stages of a run into chunks. Whichever replica has room takes them up.
final class StageChunks {

    private static final int PIECES = 24;
    private static final int FEWEST_CALLS = 4;
    private static final int MOST_CALLS = 64;

    private final ChunkStore chunks;
    private final GateQueue queue;
    private final ChunkFeed feed;

    StageChunks(ChunkStore chunks, GateQueue queue, ChunkFeed feed) {
        this.chunks = chunks;
        this.queue = queue;
        this.feed = feed;
    }

    /// Has a stage asked; idempotent.
    ///
    /// @param from its first turn
    /// @param to the turn behind its last
    /// @param systems that are asked
    /// @return whether nothing of it is left to ask
    boolean ask(Gate gate, int stage, int from, int to, List<SystemUnderTest> systems) {
        if (from < to) {
            Set<String> bulkheads =
                    systems.stream().map(SystemUnderTest::bulkhead).collect(Collectors.toSet());
            chunks.plan(gate, stage, from, to, turns(gate, to - from, systems.size()), bulkheads);
        }
        return queued(gate, stage);
    }

    /// Has the answers judged; idempotent.
    ///
    /// @param items how many there are
    /// @param bulkhead what the judge's calls go to
    /// @return whether nothing of it is left to judge
    boolean judge(Gate gate, int stage, int items, String bulkhead) {
        chunks.planJudging(gate, stage, items, Set.of(bulkhead));
        return queued(gate, stage);
    }

    /// Has the answers judged that lack a verdict, though the judging is done: a replica of an earlier edition
    /// took it for a chunk without items.
    void judgeAgain(Gate gate) {
        chunks.reopenJudging(gate.id());
        feed.feed();
    }

    private boolean queued(Gate gate, int stage) {
        chunks.queued(gate.id(), stage).forEach(queue::put);
        feed.feed();
        return chunks.allDone(gate.id(), stage);
    }

    /// Has the gate go on at that stage, once: a step that is queued or under way is not queued again.
    void next(Gate gate, int stage) {
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
