package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.ViewStore;
import io.plumbline.eval.suite.Caps;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What this replica does for one gate: its chunks share the places for calls that the replica was granted,
/// and end together when the gate does. For many threads.
final class GateShare {

    /// So many calls to the candidate without one answer: the rest would fail as well.
    static final int HOPELESS_AFTER = 20;

    private final Gate gate;
    private final List<SystemUnderTest> systems;
    private final AnswerWriter writer;
    private final Places places = new Places();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger failed;
    private final AtomicInteger views = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> asking = new HashSet<>();
    private volatile boolean answered;
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
    /// @param answered whether the candidate has answered before
    /// @param failed how many of its calls failed before
    GateShare(Gate gate, List<SystemUnderTest> systems, AnswerWriter writer, boolean answered, int failed) {
        this.gate = gate;
        this.systems = systems;
        this.writer = writer;
        this.answered = answered;
        this.failed = new AtomicInteger(failed);
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

    Places places() {
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

    /// Makes a call that is interrupted when the gate ends; what follows it, such as storing its answer, is
    /// not.
    ///
    /// @throws CancellationException when the gate has ended
    <T> T during(Supplier<T> call) {
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
        if (answer.side() == Side.CANDIDATE) {
            if (answer.error() == null) {
                answered = true;
            } else if (failed.incrementAndGet() >= HOPELESS_AFTER && !answered) {
                return Halt.HOPELESS;
            }
        }
        return null;
    }
}
