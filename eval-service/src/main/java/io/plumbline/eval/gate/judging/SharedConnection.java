package io.plumbline.eval.gate.judging;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Serialises the database access of a gate's judging threads and of the thread that feeds them, because the pool
/// serves several runs. Never wait for another service inside it.
final class SharedConnection {

    private final ReentrantLock lock = new ReentrantLock();

    <T> T with(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
