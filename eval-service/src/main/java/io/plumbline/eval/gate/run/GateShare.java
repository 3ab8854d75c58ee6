package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.ViewStore;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.suite.Caps;
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

/// What this replica does for one gate: its chunks share the places for calls that the replica was granted,
/// and end together when the gate does. For many threads.
final class GateShare {

    private final Gate gate;
    private final List<SystemUnderTest> systems;
    private final AnswerWriter writer;
    private final CallPermits places = new CallPermits();
    private final AtomicInteger pending = new AtomicInteger();
    private final Map<Side, SilenceDetector> silence;
    private final SilenceDetector silenceOfJudge = new SilenceDetector(false, 0, System::nanoTime);
    private final AtomicInteger views = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> asking = new HashSet<>();
    private int retries;
    private @Nullable String error;
    private volatile Set<String> bulkheads;
    private volatile @Nullable String lastErrorOfBaseline;
    private volatile @Nullable Halt halted;
    private volatile Standing standing = Standing.OPEN;

    /// Whether there is more to do here.
    enum Standing {
        OPEN,
        /// The gate has ended.
        OVER,
        /// The replica has lost touch with the others, who may have begun with its work.
        LOST
    }

    /// @param writer of the gate's answers
    /// @param bulkheads what its calls go to
    /// @param silence of each side, as far as it was asked before
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

    Gate gate() {
        return gate;
    }

    List<SystemUnderTest> systems() {
        return systems;
    }

    AnswerWriter writer() {
        return writer;
    }

    /// What its calls go to: first those of its systems, then those of its judge.
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
    Halt halted() {
        return halted;
    }

    Standing standing() {
        return standing;
    }

    /// Whether no call is to be made any more.
    boolean ended() {
        return halted != null || standing != Standing.OPEN;
    }

    /// Makes calls that are interrupted when the gate ends, each of them within the suite's time for one; what
    /// follows them, such as storing an answer, is not.
    ///
    /// @param side whom they ask
    /// @param ended is told the error of each call that failed, and null for one that was answered
    /// @throws CancellationException when the gate has ended
    <T> T during(String side, Consumer<@Nullable String> ended, Supplier<T> calls) {
        ChatCalls.Terms terms =
                new ChatCalls.Terms(gate.document().callTimeout(), failed -> note(side, failed, 1), ended);
        return interruptibly(() -> ChatCalls.under(terms, calls));
    }

    /// Keeps an error until it is told.
    void note(String side, String failed, int retried) {
        lock.lock();
        try {
            retries += retried;
            error = side + ": " + failed;
        } finally {
            lock.unlock();
        }
    }

    /// @param retries since the last time
    record News(int retries, String error) {}

    /// The newest error that was not told yet.
    Optional<News> news() {
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
    /// @throws CancellationException when the gate has ended
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

    /// Whether one more question is to be kept as a system was shown it.
    boolean mayKeepView() {
        return views.get() < ViewStore.MOST && views.getAndIncrement() < ViewStore.MOST;
    }

    /// So many more calls are to be made, or fewer.
    void expect(int more) {
        pending.addAndGet(more);
    }

    /// Calls that could be made at once.
    int wanted() {
        return pending.get() > 0 ? gate.document().concurrencyOrDefault() : places.taken();
    }

    /// Ends the asking. What is under way is heard out, but when the time is up.
    void halt(Halt reason) {
        if (halted == null) {
            halted = reason;
        }
        places.close();
        interrupt();
    }

    /// Ends everything that is under way.
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

    /// Takes an answer into account that was stored.
    ///
    /// @param costUsd of all answers of the gate by then; null when not known
    /// @return why the asking ends with it; null when it goes on
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

    /// Why the baseline is not asked any more, where it is in vain; else null. The candidate still is: a floor
    /// that fails
    /// fails the gate without a baseline.
    @Nullable
    String lastErrorOfBaseline() {
        return lastErrorOfBaseline;
    }

    /// Takes a call to the judge into account.
    ///
    /// @param failed null when it was answered
    /// @return whether it is in vain to go on
    boolean seeJudge(@Nullable String failed) {
        if (failed == null) {
            silenceOfJudge.answered();
            return false;
        }
        return silenceOfJudge.failed(failed);
    }
}
