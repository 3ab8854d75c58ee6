package io.plumbline.eval.redteam.run;

import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.ledger.CampaignHalt;
import io.plumbline.eval.redteam.ledger.ProbeSide;
import io.plumbline.eval.redteam.ledger.StoredAnswer;
import io.plumbline.eval.redteam.ledger.StoredProbe;
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

/// Threads that send probes. One thread of the caller takes the outcomes and stores them, so that any number of calls
/// needs one connection to the database. Ends by itself once all are sent, the budget is spent, or the target has
/// failed so often in a row that it counts as unavailable.
final class ProbeCrew implements AutoCloseable {

    /// Before the first answer.
    private static final int FAILURES_AT_FIRST = 8;

    private static final int FAILURES_LATER = 48;

    private final ProbeRun.Shared shared;
    private final CampaignJudge judge;
    private final @Nullable JudgeSetting setting;
    private final ConcurrentLinkedQueue<Work> waiting;
    private final BlockingQueue<StoredAnswer> outcomes = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<@Nullable CampaignHalt> halted = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean answered;
    private volatile String lastError = "";
    private volatile boolean stopped;

    /// A probe to send on one side.
    record Work(StoredProbe probe, ProbeSide side) {}

    /// @param answered whether the target has answered before
    ProbeCrew(
            ProbeRun.Shared shared,
            CampaignJudge judge,
            @Nullable JudgeSetting setting,
            Collection<Work> work,
            boolean answered) {
        this.shared = shared;
        this.judge = judge;
        this.setting = setting;
        this.waiting = new ConcurrentLinkedQueue<>(work);
        this.answered = answered;
    }

    void start(int count) {
        working.set(count);
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().name("probe").start(this::work));
        }
    }

    private void work() {
        try {
            Work next = next();
            while (next != null) {
                send(next);
                next = next();
            }
        } catch (CampaignSpending.SpentException e) {
            halted.compareAndSet(null, e.halt());
        } catch (CancellationException e) {
            // The crew was closed; what is unfinished is sent by the next one.
        } catch (RuntimeException e) {
            broken.compareAndSet(null, e);
        } finally {
            working.decrementAndGet();
        }
    }

    private @Nullable Work next() {
        return stopped || halted.get() != null || broken.get() != null ? null : waiting.poll();
    }

    private void send(Work work) {
        StoredAnswer answer = new ProbeRun(shared, work.probe(), work.side()).run();
        if (answer.outcome() == ProbeOutcome.ERROR) {
            lastError = String.valueOf(answer.error());
            if (failures.incrementAndGet() >= (answered ? FAILURES_LATER : FAILURES_AT_FIRST)) {
                halted.compareAndSet(null, CampaignHalt.OUTAGE);
            }
        } else {
            answered = true;
            failures.set(0);
        }
        outcomes.add(rated(work, answer));
    }

    private StoredAnswer rated(Work work, StoredAnswer answer) {
        try {
            return setting == null ? answer : judge.rate(setting, work.probe(), answer, shared.spending());
        } catch (CampaignSpending.SpentException e) {
            halted.compareAndSet(null, e.halt());
            return answer;
        }
    }

    /// Returns outcomes, after a while none.
    List<StoredAnswer> take(Duration patience) throws InterruptedException {
        List<StoredAnswer> taken = new ArrayList<>();
        StoredAnswer first = outcomes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
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

    /// Rethrows what no probe expects.
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
