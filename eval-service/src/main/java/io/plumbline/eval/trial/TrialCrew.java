package io.plumbline.eval.trial;

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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Threads that get the answers of a trial. One thread of the caller takes and stores them, so that any number of calls
/// needs one connection to the database. Ends by itself once all are there, the budget is spent, or the target has
/// failed so often in a row that it counts as unavailable.
///
/// @param <W> a unit of work
public final class TrialCrew<W, A extends TrialCrew.Answer> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(250);
    /// Before the first answer.
    private static final int FAILURES_AT_FIRST = 8;

    private static final int FAILURES_LATER = 48;

    private final Answering<W, A> answering;
    private final ConcurrentLinkedQueue<W> waiting;
    private final BlockingQueue<A> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<@Nullable TrialHalt> halted = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean answered;
    private volatile String lastError = "";
    private volatile boolean stopped;

    /// Does a unit of work, on any thread.
    public interface Answering<W, A extends Answer> {

        /// @param halt ends the trial after this answer
        /// @throws TrialSpending.SpentException to end the trial without an answer
        A answer(W work, Consumer<TrialHalt> halt);
    }

    /// The outcome of one unit of a trial's work.
    public interface Answer {

        /// Returns why the target gave no answer; null if it did, or if a guard stopped the call.
        @Nullable
        String error();
    }

    /// @param answered whether the target has answered before
    public TrialCrew(Answering<W, A> answering, Collection<W> work, boolean answered) {
        this.answering = answering;
        this.waiting = new ConcurrentLinkedQueue<>(work);
        this.answered = answered;
    }

    /// Starts at most that many threads.
    public void start(int concurrency) {
        int count = Math.min(concurrency, waiting.size());
        working.set(count);
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().name("trial").start(this::work));
        }
    }

    private void work() {
        try {
            W next = next();
            while (next != null) {
                add(answering.answer(next, this::halt));
                next = next();
            }
        } catch (TrialSpending.SpentException e) {
            halt(e.halt());
        } catch (CancellationException e) {
            // The crew was closed; the next one does what is unfinished.
        } catch (RuntimeException e) {
            broken.compareAndSet(null, e);
        } catch (StackOverflowError e) {
            broken.compareAndSet(null, new IllegalStateException("an answer cannot be measured", e));
        } finally {
            working.decrementAndGet();
        }
    }

    private @Nullable W next() {
        return stopped || halted.get() != null || broken.get() != null ? null : waiting.poll();
    }

    private void halt(TrialHalt reason) {
        halted.compareAndSet(null, reason);
    }

    private void add(A answer) {
        String error = answer.error();
        if (error == null) {
            answered = true;
            failures.set(0);
        } else {
            lastError = error;
            if (failures.incrementAndGet() >= (answered ? FAILURES_LATER : FAILURES_AT_FIRST)) {
                halt(TrialHalt.OUTAGE);
            }
        }
        answers.add(answer);
    }

    /// Stores answers until nothing more comes; returns false if the trial has ended, or the caller stops. Failures
    /// before the first answer are stored after it: without one, the trial fails and can be repeated.
    ///
    /// @param open whether the trial has not ended
    /// @param store stores answers; returns false if the trial has ended
    /// @param leaving whether this replica is about to stop
    public boolean follow(BooleanSupplier open, Predicate<List<A>> store, BooleanSupplier leaving) {
        List<A> taken = new ArrayList<>();
        while (!isDone()) {
            take(taken);
            boolean goesOn;
            if (taken.isEmpty() || !answered) {
                goesOn = open.getAsBoolean();
            } else {
                goesOn = store.test(taken);
                taken.clear();
            }
            if (!goesOn || leaving.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return taken.isEmpty() || !answered || store.test(taken);
    }

    private boolean isDone() {
        return working.get() == 0 && answers.isEmpty();
    }

    /// Takes the answers that are there, after a while none.
    private void take(List<A> taken) {
        try {
            A first = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
                answers.drainTo(taken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns why the trial ended early; empty if it did not.
    ///
    /// @param target name of the target for people
    /// @throws UnrunnableTrialException if the target has never answered, and not because the budget is spent
    public Optional<TrialHalt> ended(String target) {
        RuntimeException failure = broken.get();
        if (failure != null) {
            throw failure;
        }
        TrialHalt halt = halted.get();
        if (!answered && (halt == null || halt == TrialHalt.OUTAGE)) {
            throw new UnrunnableTrialException("The target " + target + " does not answer: " + lastError + ".");
        }
        return Optional.ofNullable(halt);
    }

    @Override
    public void close() {
        stopped = true;
        threads.forEach(Thread::interrupt);
    }
}
