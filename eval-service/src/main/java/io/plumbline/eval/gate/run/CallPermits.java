package io.plumbline.eval.gate.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Places for calls under way, of which more or fewer may be granted at any time. Fewer take nothing away:
/// those that are taken are only not given out again. For many threads.
final class CallPermits {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int granted;
    private int taken;
    private boolean closed;

    /// Waits for a place; false when none will be given any more, or none was within that time.
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

    /// Gives out at most so many from now on.
    void grant(int places) {
        change(() -> granted = places);
    }

    /// Takes back what is granted beyond so many.
    ///
    /// @return how many are taken, which can only become fewer until more are granted
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

    /// Gives out no place any more, whoever waits for one.
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
