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
/// thread per replica polls for a new number and wakes all waiting requests, so a waiting sibling costs no query. It
/// polls five times a second, and about twice a second after half a minute without a change.
public final class Changes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Changes.class);
    private static final Duration PERIOD = Duration.ofMillis(200);
    /// Shorter than the 500 ms after which the pool tests a connection with another query.
    private static final Duration PERIOD_WHEN_QUIET = Duration.ofMillis(450);
    private static final Duration QUIET_AFTER = Duration.ofSeconds(30);

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
        long changedAt = System.nanoTime();
        while (isRunning()) {
            try {
                if (announce(Tenancy.callAsPlatform(this::current))) {
                    changedAt = System.nanoTime();
                }
            } catch (RuntimeException e) {
                log.atDebug().setCause(e).log("Cannot look for changes");
            }
            boolean quiet = System.nanoTime() - changedAt > QUIET_AFTER.toNanos();
            pause(quiet ? PERIOD_WHEN_QUIET : PERIOD);
        }
    }

    /// Returns whether the number is new.
    private boolean announce(long version) {
        lock.lock();
        try {
            boolean isNew = version != seen;
            if (isNew) {
                seen = version;
                moved.signalAll();
            }
            return isNew;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration period) {
        try {
            TimeUnit.NANOSECONDS.sleep(period.toNanos());
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
