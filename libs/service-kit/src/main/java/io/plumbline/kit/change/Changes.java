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

/// Numbers the changes that other services follow. A change takes its number in its own transaction by updating
/// one row, so numbers become visible in order. This is fast enough because governed resources change rarely. One
/// thread per replica polls for a new number five times a second and wakes all waiting requests, so a waiting
/// sibling costs no query.
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

    /// Takes the next number in the current transaction. Store it with the change.
    public long next() {
        return jdbc.sql("update change_counter set version = version + 1 returning version")
                .query(Long.class)
                .single();
    }

    /// Returns the number of the newest change.
    public long current() {
        return jdbc.sql("select version from change_counter").query(Long.class).single();
    }

    /// Waits until this replica has seen a change after `since`, for at most `limit`. The replica may lag behind
    /// [#current] for a moment. The caller must detect a `since` beyond that, which belongs to another history.
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

    /// Like [#await] if `since` is the newest change. For any other value there is already something to read, so
    /// this returns at once.
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
