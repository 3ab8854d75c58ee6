package io.plumbline.eval.gate.run.share;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Permits for concurrent calls, whose number can change at any time. Reducing it revokes nothing: taken permits
/// are just not granted again. Thread-safe.
final class CallPermits {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int granted;
    private int taken;
    private boolean closed;

    /// Waits for a permit; returns false if there will be none, or none was available in time.
    boolean take(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (!closed && taken >= granted) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return false;
            }
            taken++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean take(long time, TimeUnit unit) throws InterruptedException {
        return take(unit.toNanos(time));
    }

    void release() {
        change(() -> taken--);
    }

    /// Sets the number of permits.
    void grant(int places) {
        change(() -> granted = places);
    }

    /// Reduces the number of permits.
    ///
    /// @return number taken, which can only decrease until more are granted
    int shrink(int places) {
        lock.lock();
        try {
            granted = Math.min(granted, places);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int granted() {
        lock.lock();
        try {
            return granted;
        } finally {
            lock.unlock();
        }
    }

    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Grants no more permits, including to waiting threads.
    void close() {
        change(() -> closed = true);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
