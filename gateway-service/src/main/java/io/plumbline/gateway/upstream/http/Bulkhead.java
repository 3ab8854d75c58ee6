package io.plumbline.gateway.upstream.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Limits concurrent calls to one target, so that a slow target does not block calls to others. Further calls
/// wait for a slot, but no more calls wait than there are slots. The number of slots may change between calls.
/// Thread-safe.
public final class Bulkhead {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final AtomicInteger inside = new AtomicInteger();
    private int waiting;

    /// Acquires a slot.
    ///
    /// @param most number of slots
    /// @param waitMillis how long to wait for one
    /// @return false if none was free in time
    public boolean enter(int most, long waitMillis) {
        lock.lock();
        try {
            if (inside.get() >= most && !awaitPlace(most, TimeUnit.MILLISECONDS.toNanos(waitMillis))) {
                return false;
            }
            inside.incrementAndGet();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitPlace(int most, long nanos) throws InterruptedException {
        if (waiting >= most) {
            return false;
        }
        waiting++;
        try {
            long remaining = nanos;
            while (inside.get() >= most) {
                if (remaining <= 0) {
                    return false;
                }
                remaining = left.awaitNanos(remaining);
            }
            return true;
        } finally {
            waiting--;
        }
    }

    void leave() {
        lock.lock();
        try {
            inside.decrementAndGet();
            left.signal();
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    public int inside() {
        return inside.get();
    }
}
