package io.plumbline.kit.sibling;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the snapshot copy of a follower on its own thread, so a hanging disk delays no change. At start, it
/// passes the copy to the follower unless the sibling answers at once. It then checks every second for something
/// to write: a change, or a recent contact with the sibling, which keeps the age of the copy accurate to half a
/// minute. If a write fails, the service continues and the write is retried every few seconds.
final class SnapshotCopyWriter<S> {

    private static final Logger log = LoggerFactory.getLogger(SnapshotCopyWriter.class);
    /// How long the sibling has for its first answer before the copy is read.
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration REFRESH = Duration.ofSeconds(30);
    private static final int ROUNDS_AFTER_A_FAILURE = 5;
    private static final long STOP_WAIT_MS = 2_000;

    private final SnapshotFollower<?, S> follower;
    private final SnapshotCopy<S> copy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private boolean stopping;
    private @Nullable HeldState<S> written;
    private int roundsToRest;
    private boolean failing;
    private final AtomicLong failures = new AtomicLong();
    private @Nullable Thread thread;

    SnapshotCopyWriter(SnapshotFollower<?, S> follower, SnapshotCopy<S> copy) {
        this.follower = follower;
        this.copy = copy;
    }

    /// Returns the number of failed writes.
    long failures() {
        return failures.get();
    }

    void start() {
        lock.lock();
        try {
            stopping = false;
        } finally {
            lock.unlock();
        }
        // A flush to the disk would hold the carrier of a virtual thread.
        Thread started =
                Thread.ofPlatform().daemon().name("copy-" + follower.name()).unstarted(this::keep);
        thread = started;
        started.start();
    }

    /// Writes the last known state again unless that takes too long.
    void stop() {
        lock.lock();
        try {
            stopping = true;
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
        Thread ending = thread;
        if (ending != null) {
            try {
                ending.join(STOP_WAIT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void keep() {
        boolean last = false;
        try {
            follower.awaitFirstTry(AT_ONCE);
            if (!follower.ready()) {
                restore();
            }
            while (!last) {
                last = awaitNextRound();
                writeIfDue(last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether this is the last round
    private boolean awaitNextRound() throws InterruptedException {
        long left = PERIOD.toNanos();
        lock.lock();
        try {
            while (!stopping && left > 0) {
                left = stopped.awaitNanos(left);
            }
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private void restore() {
        try {
            HeldState<S> held = follower.read(copy);
            if (held != null && follower.adopt(held)) {
                written = held;
                log.atWarn()
                        .addKeyValue("sibling", follower.name())
                        .addKeyValue("heardAt", held.heardAt())
                        .log("Sibling does not answer: deciding by the copy of its state");
            }
        } catch (UnusableCopyException e) {
            log.atWarn()
                    .addKeyValue("sibling", follower.name())
                    .addKeyValue("reason", e.getMessage())
                    .log("The copy of a sibling's state is not used");
        }
    }

    private void writeIfDue(boolean last) {
        HeldState<S> held = follower.held();
        if (held == null || (--roundsToRest > 0 && !last) || !isDue(held, last)) {
            return;
        }
        try {
            copy.write(held);
            written = held;
            if (failing) {
                failing = false;
                log.atInfo()
                        .addKeyValue("sibling", follower.name())
                        .log("The copy of a sibling's state is written again");
            }
        } catch (IOException | RuntimeException e) {
            failures.incrementAndGet();
            roundsToRest = ROUNDS_AFTER_A_FAILURE;
            if (!failing) {
                failing = true;
                log.atError()
                        .setCause(e)
                        .addKeyValue("sibling", follower.name())
                        .log("Cannot write the copy of a sibling's state: the next start may have to wait for it");
            }
        }
    }

    private boolean isDue(HeldState<S> held, boolean last) {
        HeldState<S> before = written;
        if (before == null
                || before.version() != held.version()
                || !before.state().equals(held.state())) {
            return true;
        }
        Duration since = Duration.between(before.heardAt(), held.heardAt());
        return last ? !since.isZero() : since.abs().compareTo(REFRESH) >= 0;
    }
}
