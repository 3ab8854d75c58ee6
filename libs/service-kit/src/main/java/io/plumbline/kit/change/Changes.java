package io.plumbline.kit.change;

import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Numbers the changes that other services follow. A change takes its number in its own transaction, by
/// updating one row, so that numbers become visible in their order; changes of governed things are rare enough
/// for that. One thread per replica looks for a new number five times a second and wakes all who wait, so a
/// waiting sibling costs no query.
public final class Changes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Changes.class);
    private static final Duration PERIOD = Duration.ofMillis(200);

    private final JdbcClient jdbc;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long seen;
    private boolean running;

    public Changes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes the next number, in the current transaction: to be stored with what changes.
    public long next() {
        return jdbc.sql("update change_counter set version = version + 1 returning version")
                .query(Long.class)
                .single();
    }

    /// The number of the newest change.
    public long current() {
        return jdbc.sql("select version from change_counter").query(Long.class).single();
    }

    /// Waits until a change after `since` was seen, at most `limit`. What this replica has seen may lag behind
    /// [#current] for a moment; a `since` beyond that, of another history, is for the caller to notice.
    public void await(long since, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (running && seen <= since && left > 0) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// [#await] where `since` is the newest change; after any other there is something to read at once.
    public void awaitNext(long since, Duration limit) throws InterruptedException {
        if (current() == since) {
            await(since, limit);
        }
    }

    private void watch() {
        while (isRunning()) {
            try {
                announce(Tenancy.callAsPlatform(this::current));
            } catch (RuntimeException e) {
                log.atDebug().setCause(e).log("Cannot look for changes");
            }
            pause();
        }
    }

    private void announce(long version) {
        lock.lock();
        try {
            if (version != seen) {
                seen = version;
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    @Override
    public void start() {
        lock.lock();
        try {
            running = true;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("changes").start(this::watch);
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            running = false;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }
}
