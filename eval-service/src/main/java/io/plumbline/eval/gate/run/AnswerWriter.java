package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Stores the answers of one run for many threads on one connection: what arrives while one batch is being
/// written is the next batch, so a slow database makes batches larger instead of taking more connections.
/// The first of them counts the gate as an attempt, before anybody can see it.
public final class AnswerWriter {

    private final Gate gate;
    private final AnswerStore store;
    private final EvidenceLedger ledger;
    private final Queue<GateAnswer> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean counted;

    /// Of answers that were asked for, not of copies.
    public AnswerWriter(Gate gate, AnswerStore store, EvidenceLedger ledger) {
        this.gate = gate;
        this.store = store;
        this.ledger = ledger;
    }

    /// Returns when the answer is stored, by this thread or in the batch of another, which then also has its
    /// failure.
    ///
    /// @return what all answers of the gate cost by then; null when another thread knows
    public @Nullable BigDecimal put(GateAnswer answer) {
        waiting.add(answer);
        lock.lock();
        try {
            List<GateAnswer> batch = new ArrayList<>();
            for (GateAnswer next = waiting.poll(); next != null; next = waiting.poll()) {
                batch.add(next);
            }
            if (batch.isEmpty()) {
                return null;
            }
            count(batch);
            return store.put(gate, batch);
        } finally {
            lock.unlock();
        }
    }

    private void count(List<GateAnswer> batch) {
        if (!counted && batch.stream().anyMatch(answer -> answer.answer() != null)) {
            ledger.count(gate.id());
            counted = true;
        }
    }
}
