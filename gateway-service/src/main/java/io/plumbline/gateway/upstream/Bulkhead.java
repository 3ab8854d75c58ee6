package io.plumbline.gateway.upstream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Places at one target, so that a slow one holds up no calls to others. Whoever finds none waits for a while, but
/// no more wait than there are places. How many there are may change from call to call. Thread-safe.
final class Bulkhead {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final AtomicInteger inside = new AtomicInteger();
    private int waiting;

    /// Takes a place.
    ///
    /// @param most how many there are
    /// @param waitMillis how long to wait for one
    /// @return false when there was none in time
    boolean enter(int most, long waitMillis) {
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

    int inside() {
        return inside.get();
    }
}
