package io.plumbline.standalone.stack;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.process.BackOff;
import io.plumbline.standalone.process.Liveness;
import io.plumbline.standalone.process.ProcessLedger;
import io.plumbline.standalone.process.ProcessSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Restarts the supervisor of a stack when it was killed. The supervisor in turn keeps the warden running; either
/// may die at any time. If both die within the same second, services and database continue, and the next `up`
/// adopts them.
///
/// A supervisor that stops in order ends the warden first, and removes the record of the stack; a stopped stack
/// therefore stays down. Two supervisors never lead at once, whatever the warden does: see [StackLock].
///
/// Thread-safe; one thread watches.
final class Warden {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Home home;
    private final ProcessLedger ledger;
    private final ProcessSpec nextLeader;
    private final Consumer<String> report;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// @param report is notified, in a sentence, whenever a supervisor dies or starts
    Warden(Home home, ProcessSpec nextLeader, Consumer<String> report) {
        this.home = home;
        this.ledger = new ProcessLedger(home.run());
        this.nextLeader = nextLeader;
        this.report = report;
    }

    /// Returns when the stack was taken down, or after [#stop()].
    void watch() {
        BackOff backOff = new BackOff();
        long began = System.nanoTime();
        while (isWanted()) {
            Optional<ProcessHandle> leader = StackState.leader(home);
            if (leader.isPresent()) {
                Liveness.endsWithin(leader.get(), LOOK_AGAIN);
                continue;
            }
            Duration wait = backOff.after(Duration.ofNanos(System.nanoTime() - began));
            report.accept("The supervisor ended. It will be restarted in %d ms.".formatted(wait.toMillis()));
            if (!isStoppingWithin(wait)) {
                began = System.nanoTime();
                tryToStartLeader();
            }
        }
    }

    /// No other process would start it: a failure (no memory, a full disk) is retried.
    private void tryToStartLeader() {
        try {
            startLeader();
        } catch (RuntimeException e) {
            report.accept("The supervisor did not start: " + e.getMessage());
        }
    }

    /// Returns when no leader will be started any more.
    void stop() {
        stopping.countDown();
        synchronized (this) {
            // A leader that is being started is on record before this is reached.
        }
    }

    /// Records the new leader at once: `down` then finds it, however early it is called. Until then we hold the
    /// lock, so that the record of a leader that started by itself is never overwritten.
    private synchronized void startLeader() {
        Optional<StackLock> lock = StackLock.tryTake(home);
        if (lock.isEmpty()) {
            return;
        }
        try (StackLock _ = lock.get()) {
            if (isWanted() && StackState.leader(home).isEmpty()) {
                ProcessHandle leader = nextLeader.start();
                recordOrEnd(leader);
                report.accept("The supervisor was restarted as process %d.".formatted(leader.pid()));
            }
        }
    }

    /// Without a record, nobody could stop it.
    private void recordOrEnd(ProcessHandle leader) {
        try {
            ledger.record(StackState.LEADER, leader, nextLeader.fingerprint());
        } catch (RuntimeException e) {
            leader.destroyForcibly();
            throw e;
        }
    }

    private boolean isWanted() {
        return stopping.getCount() > 0 && StackState.read(home).isPresent();
    }

    private boolean isStoppingWithin(Duration wait) {
        try {
            return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
