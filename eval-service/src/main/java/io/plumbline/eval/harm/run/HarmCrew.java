package io.plumbline.eval.harm.run;

import io.plumbline.eval.harm.grade.HarmAnswer;
import io.plumbline.eval.harm.grade.HarmOutcome;
import io.plumbline.eval.redteam.ledger.CampaignHalt;
import io.plumbline.eval.redteam.run.CampaignSpending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Threads that get answers. One thread of the caller takes and stores them, so that any number of calls needs one
/// connection to the database. Ends by itself once all are there, the budget is spent, or the target has failed so
/// often in a row that it counts as unavailable.
///
/// @param <T> what is to be answered
final class HarmCrew<T> implements AutoCloseable {

    /// Before the first answer.
    private static final int FAILURES_AT_FIRST = 8;

    private static final int FAILURES_LATER = 48;

    private final Function<T, HarmAnswer> answering;
    private final ConcurrentLinkedQueue<T> waiting;
    private final BlockingQueue<HarmAnswer> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<@Nullable CampaignHalt> halted = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean answered;
    private volatile String lastError = "";
    private volatile boolean stopped;

    /// @param answering gets an answer, on any thread
    /// @param answered whether the target has answered before
    HarmCrew(Function<T, HarmAnswer> answering, Collection<T> work, boolean answered) {
        this.answering = answering;
        this.waiting = new ConcurrentLinkedQueue<>(work);
        this.answered = answered;
    }

    void start(int count) {
        working.set(count);
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().name("harm").start(this::work));
        }
    }

    private void work() {
        try {
            T next = next();
            while (next != null) {
                add(answering.apply(next));
                next = next();
            }
        } catch (CampaignSpending.SpentException e) {
            halted.compareAndSet(null, e.halt());
        } catch (CancellationException e) {
            // The crew was closed; what is unfinished is asked by the next one.
        } catch (RuntimeException e) {
            broken.compareAndSet(null, e);
        } catch (StackOverflowError e) {
            broken.compareAndSet(null, new IllegalStateException("an answer cannot be measured", e));
        } finally {
            working.decrementAndGet();
        }
    }

    private @Nullable T next() {
        return stopped || halted.get() != null || broken.get() != null ? null : waiting.poll();
    }

    private void add(HarmAnswer answer) {
        if (answer.outcome() == HarmOutcome.ERROR) {
            lastError = String.valueOf(answer.error());
            if (failures.incrementAndGet() >= (answered ? FAILURES_LATER : FAILURES_AT_FIRST)) {
                halted.compareAndSet(null, CampaignHalt.OUTAGE);
            }
        } else {
            answered = true;
            failures.set(0);
        }
        answers.add(answer);
    }

    /// Returns answers, after a while none.
    List<HarmAnswer> take(Duration patience) throws InterruptedException {
        List<HarmAnswer> taken = new ArrayList<>();
        HarmAnswer first = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            answers.drainTo(taken);
        }
        return taken;
    }

    /// Whether nothing more comes.
    boolean isDone() {
        return working.get() == 0 && answers.isEmpty();
    }

    Optional<CampaignHalt> halted() {
        return Optional.ofNullable(halted.get());
    }

    /// Whether the target has ever answered.
    boolean hasAnswered() {
        return answered;
    }

    String lastError() {
        return lastError;
    }

    /// Rethrows what no answer expects.
    void check() {
        RuntimeException failure = broken.get();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.forEach(Thread::interrupt);
    }
}
