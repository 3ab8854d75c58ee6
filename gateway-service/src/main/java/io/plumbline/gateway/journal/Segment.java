package io.plumbline.gateway.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The segment that is being written. A plain file, not a channel: an interrupted thread closes a channel for
/// everybody. Thread-safe.
final class Segment implements AutoCloseable {

    private final long number;
    private final RandomAccessFile file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private long written;
    private long durable;
    private boolean flushing;
    private boolean torn;

    Segment(long number, Path file) throws IOException {
        this.number = number;
        this.file = new RandomAccessFile(file.toFile(), "rw");
        this.file.setLength(0);
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

    /// Whether it ends in half a frame, so that nothing that followed could be read.
    boolean isTorn() {
        lock.lock();
        try {
            return torn;
        } finally {
            lock.unlock();
        }
    }

    /// Appends a frame.
    ///
    /// @return the end of the frame, for [#flush]
    /// @throws IOException when the disk takes no more; what was half written is cut off again, or never read
    long append(byte[] frame) throws IOException {
        lock.lock();
        try {
            file.write(frame);
            written += frame.length;
            return written;
        } catch (IOException e) {
            cutOff();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void cutOff() {
        try {
            file.setLength(written);
            file.seek(written);
        } catch (IOException e) {
            torn = true;
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
                    file.getFD().sync();
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
        file.close();
    }
}
