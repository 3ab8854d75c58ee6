package io.plumbline.eval.gate.run.share;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.ViewStore;
import io.plumbline.eval.gate.run.lifecycle.GateLifecycle;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.suite.document.Caps;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// This replica's work for one gate: its chunks share the replica's permits and end together with the gate.
/// Thread-safe.
public final class GateShare {

    private final Gate gate;
    private final List<SystemUnderTest> systems;
    private final AnswerWriter writer;
    private final CallPermits places = new CallPermits();
    private final AtomicInteger pending = new AtomicInteger();
    private final Map<Side, SilenceDetector> silence;
    private final SilenceDetector silenceOfJudge = new SilenceDetector(false, 0, System::nanoTime);
    private final AtomicInteger views = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock reporting = new ReentrantLock();
    private final Set<Thread> asking = new HashSet<>();
    private int retries;
    private @Nullable String error;
    private volatile Set<String> bulkheads;
    private volatile @Nullable String lastErrorOfBaseline;
    private volatile @Nullable Halt halted;
    private volatile Standing standing = Standing.OPEN;

    /// Whether there is more work here.
    public enum Standing {
        OPEN,
        /// The gate has ended.
        OVER,
        /// The replica lost contact with the others, who may have taken over its work.
        LOST
    }

    /// @param writer writer of the gate's answers
    /// @param bulkheads targets of its calls
    /// @param silence silence detectors of each side, with earlier calls
    GateShare(
            Gate gate,
            List<SystemUnderTest> systems,
            AnswerWriter writer,
            Set<String> bulkheads,
            Map<Side, SilenceDetector> silence) {
        this.gate = gate;
        this.systems = systems;
        this.writer = writer;
        this.bulkheads = Set.copyOf(bulkheads);
        this.silence = Map.copyOf(silence);
        if (gate.run().halted() != null) {
            halt(gate.run().halted());
        }
    }

    public Gate gate() {
        return gate;
    }

    List<SystemUnderTest> systems() {
        return systems;
    }

    AnswerWriter writer() {
        return writer;
    }

    /// Returns the targets of its calls: first of its systems, then of its judge.
    Set<String> bulkheads() {
        return bulkheads;
    }

    void callsGoTo(Set<String> others) {
        bulkheads = Set.copyOf(others);
    }

    CallPermits places() {
        return places;
    }

    @Nullable
    public Halt halted() {
        return halted;
    }

    public Standing standing() {
        return standing;
    }

    /// Whether no more calls are to be made.
    boolean ended() {
        return halted != null || standing != Standing.OPEN;
    }

    /// Makes calls that are interrupted when the gate ends, each within the suite's time limit per call.
    /// Follow-up work, for example storing an answer, is not interrupted.
    ///
    /// @param side the called side
    /// @param ended receives the error of each failed call, and null for a successful one
    /// @throws CancellationException if the gate has ended
    <T> T during(String side, Consumer<@Nullable String> ended, Supplier<T> calls) {
        ChatCalls.Terms terms =
                new ChatCalls.Terms(gate.document().callTimeout(), failed -> note(side, failed, 1), ended);
        return interruptibly(() -> ChatCalls.under(terms, calls));
    }

    /// Keeps an error until it is reported.
    void note(String side, String failed, int retried) {
        lock.lock();
        try {
            retries += retried;
            error = side + ": " + failed;
        } finally {
            lock.unlock();
        }
    }

    /// @param retries since the last report
    private record News(int retries, String error) {}

    /// Reports the newest unreported error. Reports follow one another: when this returns, earlier ones are stored.
    void report(GateLifecycle lifecycle) {
        reporting.lock();
        try {
            news().ifPresent(news -> lifecycle.trouble(gate.id(), news.retries(), news.error()));
        } finally {
            reporting.unlock();
        }
    }

    /// Returns the newest unreported error.
    private Optional<News> news() {
        lock.lock();
        try {
            Optional<News> news = Optional.ofNullable(error).map(newest -> new News(retries, newest));
            retries = 0;
            error = null;
            return news;
        } finally {
            lock.unlock();
        }
    }

    /// Makes calls that are interrupted when the gate ends.
    ///
    /// @throws CancellationException if the gate has ended
    <T> T interruptibly(Supplier<T> call) {
        lock.lock();
        try {
            if (interrupts()) {
                throw new CancellationException("the gate has ended");
            }
            asking.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
        try {
            return call.get();
        } finally {
            lock.lock();
            try {
                asking.remove(Thread.currentThread());
                if (interrupts()) {
                    Thread.interrupted();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// Whether to store one more question as a system saw it.
    boolean mayKeepView() {
        return views.get() < ViewStore.MOST && views.getAndIncrement() < ViewStore.MOST;
    }

    /// Adjusts the number of expected calls.
    public void expect(int more) {
        pending.addAndGet(more);
    }

    /// Returns the number of concurrent calls it could make.
    int wanted() {
        return pending.get() > 0 ? gate.document().concurrencyOrDefault() : places.taken();
    }

    /// Stops the gate's calls on all replicas. The newest error is stored before, because the end of the run names it.
    void halt(Halt reason, GateLifecycle lifecycle) {
        if (halted == null) {
            report(lifecycle);
            halt(reason);
            lifecycle.halt(gate.id(), reason);
        }
    }

    /// Stops the calls. Running calls finish, unless the time limit is reached.
    void halt(Halt reason) {
        if (halted == null) {
            halted = reason;
        }
        places.close();
        interrupt();
    }

    /// Ends all running calls.
    void end(Standing how) {
        standing = how;
        places.close();
        interrupt();
    }

    private void interrupt() {
        lock.lock();
        try {
            if (interrupts()) {
                asking.forEach(Thread::interrupt);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean interrupts() {
        return standing != Standing.OPEN || halted == Halt.TIME;
    }

    /// Accounts for a stored answer.
    ///
    /// @param costUsd cost of all answers of the gate by then; null if unknown
    /// @return why the calls stop; null to continue
    @Nullable
    Halt see(GateAnswer answer, @Nullable BigDecimal costUsd) {
        Caps caps = gate.document().caps();
        if (costUsd != null && caps != null && caps.reachedBy(costUsd)) {
            return Halt.COST;
        }
        SilenceDetector of = Objects.requireNonNull(silence.get(answer.side()));
        if (answer.error() == null) {
            of.answered();
            return null;
        }
        if (!of.failed(answer.error())) {
            return null;
        }
        if (answer.side() == Side.BASELINE) {
            if (lastErrorOfBaseline == null) {
                lastErrorOfBaseline = answer.error();
            }
            return null;
        }
        return of.hasAnswered() ? Halt.OUTAGE : Halt.HOPELESS;
    }

    /// Returns why the baseline is no longer called, if it never answers; else null. The candidate is still
    /// called: a failed floor fails the gate without a baseline.
    @Nullable
    String lastErrorOfBaseline() {
        return lastErrorOfBaseline;
    }

    /// Accounts for a call to the judge.
    ///
    /// @param failed null on success
    /// @return whether further calls are pointless
    boolean seeJudge(@Nullable String failed) {
        if (failed == null) {
            silenceOfJudge.answered();
            return false;
        }
        return silenceOfJudge.failed(failed);
    }
}
