package io.plumbline.eval.gate.judging;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets the threads that judge for one gate, and the one that gives them work, at the database one after the
/// other: the pool is for several runs. Nothing that waits for somebody else is to be done in it.
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
