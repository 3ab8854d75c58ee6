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

/// Starts the supervisor of a stack again when it was killed. The supervisor in its turn keeps the warden running, so
/// that either may die at any time; when both die within the same second, services and database go on all the same,
/// and the next `up` adopts them.
///
/// A supervisor that stops in order ends the warden before anything else, and takes the record of the stack away; so
/// what was taken down stays down. Two supervisors never lead at once, whatever the warden does: see [StackLock].
///
/// Thread-safe; one thread watches.
final class Warden {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Home home;
    private final ProcessLedger ledger;
    private final ProcessSpec nextLeader;
    private final Consumer<String> report;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// @param report told in a sentence whenever a supervisor died or came
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

    /// Nobody else would start it: what fails now (no memory, a full disk) is tried again.
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

    /// The new leader is on record at once, by our hand: whoever takes the stack down finds it, however early it comes.
    /// Until then we hold the lock, so that it is never written over the record of a leader that came by itself.
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

    /// Off the record nobody could take it down.
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
