package io.plumbline.kit.sibling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Holds in memory what another service decides, and follows it by long polling: a change arrives in well under
/// a second. The state is immutable and swapped by one volatile write, so reading it costs nothing. A sibling
/// that is away is asked again for ever, with pauses of at most two seconds; what is held grows stale and,
/// after `MAX_STALENESS`, is no longer `current`.
///
/// @param <D> what the sibling answers: the changes after a version
/// @param <S> the state
public final class SnapshotFollower<D, S> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SnapshotFollower.class);
    private static final Duration MAX_STALENESS = Duration.ofMinutes(15);
    private static final int WAIT_SECONDS = 20;
    private static final long MAX_PAUSE_MS = 2_000;

    private final String name;
    private final Feed<D> feed;
    private final ToLongFunction<D> versionOf;
    private final Merge<D, S> merge;
    private final Clock clock;
    private final List<Consumer<S>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable S state;
    private volatile @Nullable Instant heardAt;
    private volatile @Nullable Thread thread;

    public SnapshotFollower(String name, Feed<D> feed, ToLongFunction<D> versionOf, Merge<D, S> merge, Clock clock) {
        this.name = name;
        this.feed = feed;
        this.versionOf = versionOf;
        this.merge = merge;
        this.clock = clock;
    }

    /// Asks the sibling for what changed after a version, waiting up to so many seconds for a change.
    @FunctionalInterface
    public interface Feed<D> {
        D since(long version, int waitSeconds);
    }

    /// Applies changes to a state; the state is null before the first.
    @FunctionalInterface
    public interface Merge<D, S> {
        S apply(@Nullable S state, D delta);
    }

    /// The state; null until the sibling has answered once.
    public @Nullable S state() {
        return state;
    }

    /// Whether the state is there and recent enough to decide by.
    public boolean current() {
        Instant heard = heardAt;
        return heard != null && clock.instant().isBefore(heard.plus(MAX_STALENESS));
    }

    /// Whether the sibling has answered once.
    public boolean ready() {
        return state != null;
    }

    /// Calls back with each new state, on the follower's thread. A listener that fails is told of the next one.
    public void onChange(Consumer<S> listener) {
        listeners.add(listener);
    }

    private void follow() {
        long version = 0;
        long failures = 0;
        while (isRunning()) {
            try {
                D delta = feed.since(version, WAIT_SECONDS);
                heardAt = clock.instant();
                long reached = versionOf.applyAsLong(delta);
                if (reached != version || state == null) {
                    S next = merge.apply(state, delta);
                    state = next;
                    version = reached;
                    listeners.forEach(listener -> tell(listener, next));
                }
                if (failures > 0) {
                    log.atInfo().addKeyValue("sibling", name).log("Sibling is back");
                }
                failures = 0;
            } catch (RuntimeException e) {
                if (failures++ == 0 && isRunning()) {
                    log.atWarn().setCause(e).addKeyValue("sibling", name).log("Waiting for a sibling");
                }
                pause(Math.min(MAX_PAUSE_MS, 100L << Math.min(failures, 5)));
            }
        }
    }

    private void tell(Consumer<S> listener, S next) {
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
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            stopped.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null && !Thread.currentThread().isInterrupted();
    }
}
