package io.plumbline.eval.gate.run.share;

import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.kit.tenancy.Tenancy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Stores the answers of one gate for many threads on one connection. Answers that arrive while a batch is
/// written form the next batch, so a slow database makes batches larger instead of using more connections, and no
/// batch waits for another's lock on the gate. The first batch counts the gate as an attempt before anybody can
/// see it.
final class AnswerWriter {

    private final Gate gate;
    private final AnswerStore store;
    private final EvidenceLedger ledger;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    /// Used only by the writing thread.
    private boolean counted;

    /// For fresh answers, not for copies.
    AnswerWriter(Gate gate, AnswerStore store, EvidenceLedger ledger) {
        this.gate = gate;
        this.store = store;
        this.ledger = ledger;
    }

    private record Waiting(GateAnswer answer, CompletableFuture<BigDecimal> stored) {}

    /// Returns once the answer is stored, even if this thread is interrupted meanwhile.
    ///
    /// @return cost of all answers of the gate by then
    /// @throws IllegalStateException if its batch is not stored
    BigDecimal put(GateAnswer answer) {
        Waiting mine = new Waiting(answer, new CompletableFuture<>());
        queue.add(mine);
        if (writing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("answer-writer").start(() -> Tenancy.asWorker(() -> write()));
        }
        try {
            return mine.stored().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the batch of the answer was not stored", e.getCause());
        }
    }

    /// A thread that enqueues after the last check finds no active writer.
    private void write() {
        do {
            List<Waiting> batch = batch();
            if (!batch.isEmpty()) {
                write(batch);
            }
            writing.set(false);
        } while (!queue.isEmpty() && writing.compareAndSet(false, true));
    }

    private List<Waiting> batch() {
        List<Waiting> batch = new ArrayList<>();
        for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
            batch.add(next);
        }
        return batch;
    }

    private void write(List<Waiting> batch) {
        try {
            count(batch);
            BigDecimal cost =
                    store.put(gate, batch.stream().map(Waiting::answer).toList());
            batch.forEach(one -> one.stored().complete(cost));
        } catch (RuntimeException | Error e) {
            batch.forEach(one -> one.stored().completeExceptionally(e));
        }
    }

    private void count(List<Waiting> batch) {
        if (!counted && batch.stream().anyMatch(one -> one.answer().answer() != null)) {
            ledger.count(gate.id());
            counted = true;
        }
    }
}
