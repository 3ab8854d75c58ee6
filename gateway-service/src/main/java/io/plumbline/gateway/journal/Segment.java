package io.plumbline.gateway.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The segment that is being written. Plain output streams, not channels: an interrupted thread closes a channel
/// for everybody. Thread-safe.
final class Segment implements AutoCloseable {

    private final long number;
    private final FileOutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private long written;
    private long durable;
    private boolean flushing;

    Segment(long number, Path file) throws IOException {
        this.number = number;
        this.out = new FileOutputStream(file.toFile());
    }

    long number() {
        return number;
    }

    /// Bytes that are written whole.
    long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /// Appends a frame.
    ///
    /// @return the end of the frame, for [#flush]
    /// @throws IOException when the disk takes no more; what was half written is never read
    long append(byte[] frame) throws IOException {
        lock.lock();
        try {
            out.write(frame);
            written += frame.length;
            return written;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything up to `end` is on the disk. One of those who wait flushes for all.
    void flush(long end) throws IOException {
        lock.lock();
        try {
            while (durable < end) {
                if (flushing) {
                    flushed.awaitUninterruptibly();
                    continue;
                }
                flushing = true;
                long reached = written;
                lock.unlock();
                try {
                    out.getFD().sync();
                } finally {
                    lock.lock();
                    flushing = false;
                    flushed.signalAll();
                }
                durable = Math.max(durable, reached);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
