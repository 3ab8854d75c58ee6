package io.plumbline.kit.sibling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Holds the state of another service in memory and follows it by long polling. A change arrives in well under a
/// second. The state is immutable and replaced by one volatile write, so reads cost nothing. An unavailable
/// sibling is retried indefinitely, with pauses of at most two seconds. Meanwhile the state ages and, after
/// `maxStaleness`, is no longer `current`.
///
/// If a directory is configured, an encrypted copy is kept on disk. If the sibling does not answer at once at
/// start, the follower loads the copy with its age. The first answer replaces it completely, whatever its number,
/// because the sibling may have another history.
///
/// @param <D> the answer of the sibling: the changes after a version
/// @param <S> the state
public final class SnapshotFollower<D, S> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SnapshotFollower.class);
    private static final int WAIT_SECONDS = 20;
    private static final long MAX_PAUSE_MS = 2_000;

    private final String name;
    private final Feed<D> feed;
    private final ToLongFunction<D> versionOf;
    private final Merge<D, S> merge;
    private final Clock clock;
    private final Duration maxStaleness;
    private final @Nullable SnapshotCopyWriter<S> keeper;
    private final List<Consumer<S>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstTry = new CountDownLatch(1);
    /// Held while the state changes and listeners run, so listeners receive states in order.
    private final ReentrantLock changing = new ReentrantLock();
    private volatile @Nullable HeldState<S> held;
    private volatile @Nullable Thread thread;
    private volatile boolean needed = true;

    /// @param copy where the state is kept on disk; null for no copy
    SnapshotFollower(
            String name,
            Feed<D> feed,
            ToLongFunction<D> versionOf,
            Merge<D, S> merge,
            Clock clock,
            Duration maxStaleness,
            @Nullable SnapshotCopy<S> copy) {
        this.name = name;
        this.feed = feed;
        this.versionOf = versionOf;
        this.merge = merge;
        this.clock = clock;
        this.maxStaleness = maxStaleness;
        this.keeper = copy == null ? null : new SnapshotCopyWriter<>(this, copy);
    }

    /// Requests the changes after a version from the sibling, waiting up to the given number of seconds for a
    /// change.
    @FunctionalInterface
    public interface Feed<D> {
        D since(long version, int waitSeconds);
    }

    /// Applies changes to a state; the state is null at first.
    @FunctionalInterface
    public interface Merge<D, S> {
        S apply(@Nullable S state, D delta);
    }

    /// Returns the name of the sibling.
    public String name() {
        return name;
    }

    /// Returns the state; null until the sibling has answered once or a copy was loaded.
    public @Nullable S state() {
        HeldState<S> now = held;
        return now == null ? null : now.state();
    }

    /// Whether there is a state that is recent enough for decisions.
    public boolean current() {
        HeldState<S> now = held;
        return now != null && now.isCurrent(clock.instant(), maxStaleness);
    }

    /// Whether there is a state, from the sibling or a copy.
    public boolean ready() {
        return held != null;
    }

    /// Returns this follower after marking its state as unnecessary for readiness.
    SnapshotFollower<D, S> optional() {
        needed = false;
        return this;
    }

    /// Whether this service needs the state to be ready.
    public boolean needed() {
        return needed;
    }

    /// Returns the time since the last contact with the sibling; null if there was none.
    public @Nullable Duration age() {
        HeldState<S> now = held;
        return now == null ? null : now.age(clock.instant());
    }

    /// Returns the number of failed writes of the copy.
    public long copyFailures() {
        return keeper == null ? 0 : keeper.failures();
    }

    /// Calls the listener with each new state, sequentially. A failing listener still receives the next state.
    public void onChange(Consumer<S> listener) {
        listeners.add(listener);
    }

    @Nullable
    HeldState<S> held() {
        return held;
    }

    /// Reads the copy if it is still usable for decisions.
    @Nullable
    HeldState<S> read(SnapshotCopy<S> copy) throws UnusableCopyException {
        return copy.read(clock.instant(), maxStaleness);
    }

    /// Waits until the sibling has answered or failed for the first time, for at most the limit.
    void awaitFirstTry(Duration limit) throws InterruptedException {
        if (!firstTry.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            log.atDebug().addKeyValue("sibling", name).log("A sibling does not answer at once");
        }
    }

    /// Loads the state from the copy unless the sibling has already answered.
    ///
    /// @return whether it was loaded
    boolean adopt(HeldState<S> copy) {
        changing.lock();
        try {
            if (held != null) {
                return false;
            }
            hold(copy);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /// Runs on one thread. The first request asks for everything. A request after a failure does not wait for
    /// changes, so a recovered sibling is detected at once.
    private void follow() {
        @Nullable HeldState<S> heard = null;
        long failures = 0;
        boolean stale = false;
        while (isRunning()) {
            try {
                D delta = feed.since(heard == null ? 0 : heard.version(), failures > 0 ? 0 : WAIT_SECONDS);
                heard = take(heard, delta);
                if (failures > 0) {
                    log.atInfo().addKeyValue("sibling", name).log("Sibling is back");
                }
                failures = 0;
                stale = false;
            } catch (RuntimeException e) {
                if (failures++ == 0 && isRunning()) {
                    log.atWarn().setCause(e).addKeyValue("sibling", name).log("Waiting for a sibling");
                }
                if (!stale && ready() && !current()) {
                    stale = true;
                    log.atError().addKeyValue("sibling", name).log("Sibling is away for too long to decide without it");
                }
                firstTry.countDown();
                pause(Math.min(MAX_PAUSE_MS, 100L << Math.min(failures, 5)));
            }
        }
    }

    private HeldState<S> take(@Nullable HeldState<S> heard, D delta) {
        Instant now = clock.instant();
        long reached = versionOf.applyAsLong(delta);
        changing.lock();
        try {
            HeldState<S> next;
            if (heard != null && reached == heard.version()) {
                next = heard.confirmed(now);
                held = next;
            } else {
                next = new HeldState<>(merge.apply(heard == null ? null : heard.state(), delta), reached, now);
                hold(next);
            }
            firstTry.countDown();
            return next;
        } finally {
            changing.unlock();
        }
    }

    private void hold(HeldState<S> next) {
        held = next;
        listeners.forEach(listener -> notifyListener(listener, next.state()));
    }

    private void notifyListener(Consumer<S> listener, S next) {
        try {
            listener.accept(next);
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("sibling", name).log("Cannot act on a sibling's change");
        }
    }

    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        Thread started = Thread.ofVirtual().name("follow-" + name).unstarted(this::follow);
        thread = started;
        started.start();
        if (keeper != null) {
            keeper.start();
        }
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            stopped.interrupt();
        }
        firstTry.countDown();
        if (keeper != null) {
            keeper.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null && !Thread.currentThread().isInterrupted();
    }
}
