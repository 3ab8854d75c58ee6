package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunHalt;
import io.plumbline.eval.benchmark.ledger.RunUnit;
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
import org.jspecify.annotations.Nullable;

/// Threads that make the calls of a run. One thread of the caller takes the outcomes and stores them, so that any
/// number of calls needs one connection to the database. Ends by itself once all are made, the budget is spent, or the
/// target has failed so often in a row that it counts as unavailable.
final class RunCrew implements AutoCloseable {

    /// Before the first answer.
    private static final int FAILURES_AT_FIRST = 8;

    private static final int FAILURES_LATER = 48;

    private final UnitRun units;
    private final RunSpending spending;
    private final ConcurrentLinkedQueue<RunUnit> waiting;
    private final BlockingQueue<RunAnswer> outcomes = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<@Nullable RunHalt> halted = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean answered;
    private volatile String lastError = "";
    private volatile boolean stopped;

    /// @param answered whether the target has answered before
    RunCrew(UnitRun units, RunSpending spending, Collection<RunUnit> work, boolean answered) {
        this.units = units;
        this.spending = spending;
        this.waiting = new ConcurrentLinkedQueue<>(work);
        this.answered = answered;
    }

    void start(int count) {
        working.set(count);
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().name("benchmark").start(this::work));
        }
    }

    private void work() {
        try {
            RunUnit next = next();
            while (next != null) {
                ask(next);
                next = next();
            }
        } catch (CancellationException e) {
            // The crew was closed; what is unfinished is asked by the next one.
        } catch (RuntimeException e) {
            broken.compareAndSet(null, e);
        } catch (StackOverflowError e) {
            broken.compareAndSet(null, new IllegalStateException("an answer cannot be scored", e));
        } finally {
            working.decrementAndGet();
        }
    }

    private @Nullable RunUnit next() {
        return stopped || halted.get() != null || broken.get() != null ? null : waiting.poll();
    }

    private void ask(RunUnit unit) {
        Optional<RunHalt> spent = spending.begin();
        if (spent.isPresent()) {
            halted.compareAndSet(null, spent.get());
            return;
        }
        RunAnswer answer = units.run(unit);
        spending.end(answer.spent());
        if (answer.error() != null) {
            lastError = answer.error();
            if (failures.incrementAndGet() >= (answered ? FAILURES_LATER : FAILURES_AT_FIRST)) {
                halted.compareAndSet(null, RunHalt.OUTAGE);
            }
        } else {
            answered = true;
            failures.set(0);
        }
        outcomes.add(answer);
    }

    /// Returns outcomes, after a while none.
    List<RunAnswer> take(Duration patience) throws InterruptedException {
        List<RunAnswer> taken = new ArrayList<>();
        RunAnswer first = outcomes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            outcomes.drainTo(taken);
        }
        return taken;
    }

    /// Whether nothing more comes.
    boolean isDone() {
        return working.get() == 0 && outcomes.isEmpty();
    }

    Optional<RunHalt> halted() {
        return Optional.ofNullable(halted.get());
    }

    /// Whether the target has ever answered.
    boolean hasAnswered() {
        return answered;
    }

    String lastError() {
        return lastError;
    }

    /// Rethrows what no call expects.
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
