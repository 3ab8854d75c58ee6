package io.plumbline.gateway.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The segment that is being written. A plain file, not a channel, since an interrupted thread closes a channel
/// for all threads. Thread-safe.
final class JournalSegment implements AutoCloseable {

    private final long number;
    private final RandomAccessFile file;
    private final Flusher flusher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private long written;
    private long durable;
    private boolean flushing;
    private boolean torn;

    /// Flushes written data to the disk.
    interface Flusher {

        /// Uses the operating system.
        Flusher SYNC = file -> file.getFD().sync();

        void flush(RandomAccessFile file) throws IOException;
    }

    JournalSegment(long number, Path file, Flusher flusher) throws IOException {
        this.number = number;
        this.flusher = flusher;
        this.file = new RandomAccessFile(file.toFile(), "rw");
        this.file.setLength(0);
    }

    long number() {
        return number;
    }

    /// Returns the number of completely written bytes.
    long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing more may be written: the segment ends in an incomplete frame, so that later ones would be
    /// unreadable, or a flush failed, after which a disk may report lost data as written.
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
    /// @throws IOException if the disk is full; an incomplete frame is removed or never read
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

    /// Returns the content from the offset on.
    byte[] from(long offset) throws IOException {
        lock.lock();
        try {
            byte[] bytes = new byte[Math.toIntExact(Math.max(0, written - offset))];
            file.seek(written - bytes.length);
            file.readFully(bytes);
            file.seek(written);
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything up to `end` is on the disk. One waiting thread flushes for all.
    void flush(long end) throws IOException {
        lock.lock();
        try {
            while (durable < end) {
                if (flushing) {
                    flushed.awaitUninterruptibly();
                    continue;
                }
                flushing = true;
                boolean done = false;
                long reached = written;
                lock.unlock();
                try {
                    flusher.flush(file);
                    done = true;
                } finally {
                    lock.lock();
                    flushing = false;
                    torn |= !done;
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
