package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.JournalDirectory.Position;
import io.plumbline.gateway.journal.JournalProperties.Durability;
import io.plumbline.gateway.journal.JournalProperties.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes records and keeps them until they are in the database, through the end of the process and, if asked, of
/// the machine. Appending costs a write and never waits for the database; [JournalDrain] carries the records there.
///
/// When an append has returned, the record is found again by the next start. A record that was being written when
/// the process ended is passed over. Thread-safe.
public final class Journal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final JournalDirectory directory;
    private final JournalProperties.Audit settings;
    private final ReentrantLock rolling = new ReentrantLock();
    private final AtomicLong pendingBytes = new AtomicLong();
    private volatile Segment current;
    private volatile boolean broken;

    /// Opens the journal in its folder; what an earlier process left is still there to be drained.
    public Journal(JournalProperties properties) throws IOException {
        this.settings = properties.audit();
        this.directory = JournalDirectory.open(properties.journalDirectory());
        Position drained = directory.drained();
        List<Long> left = directory.segments();
        for (long segment : left) {
            if (segment < drained.segment()) {
                directory.delete(segment);
                continue;
            }
            long size = Files.size(directory.segment(segment));
            pendingBytes.addAndGet(segment == drained.segment() ? size - Math.min(size, drained.offset()) : size);
        }
        long next = Math.max(drained.segment(), left.isEmpty() ? 0 : left.getLast()) + 1;
        this.current = new Segment(next, directory.segment(next));
        if (pendingBytes.get() > 0) {
            log.atInfo().addKeyValue("bytes", pendingBytes.get()).log("Journal holds records of an earlier run");
        }
    }

    /// Whether a further call may be recorded. Asked before the call goes to a provider.
    public boolean admits() {
        boolean room = settings.unavailable() == Unavailable.JOURNAL
                || pendingBytes.get() < settings.maxPending().toBytes();
        return room
                && (!broken || directory.usableBytes() > settings.segmentSize().toBytes());
    }

    /// Bytes that wait for the database.
    public long pendingBytes() {
        return pendingBytes.get();
    }

    /// Appends a record.
    ///
    /// @throws IOException when it could not be written
    public void append(byte[] record) throws IOException {
        byte[] frame = Frames.frame(record);
        Segment segment;
        long end;
        rolling.lock();
        try {
            long after = current.written() + frame.length;
            if (broken
                    || (current.written() > 0 && after > settings.segmentSize().toBytes())) {
                roll();
            }
            segment = current;
            end = write(segment, frame);
        } finally {
            rolling.unlock();
        }
        pendingBytes.addAndGet(frame.length);
        if (settings.durability() == Durability.DISK) {
            segment.flush(end);
        }
    }

    /// After a failed write nothing that follows in the file could be read, so the next one begins a new file.
    private long write(Segment segment, byte[] frame) throws IOException {
        try {
            return segment.append(frame);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /// An unflushed segment that others still wait for stays open until it is collected.
    private void roll() throws IOException {
        Segment before = current;
        long next = before.number() + 1;
        current = new Segment(next, directory.segment(next));
        broken = false;
        if (settings.durability() == Durability.DISK) {
            before.flush(before.written());
        }
        before.close();
    }

    JournalDirectory directory() {
        return directory;
    }

    Segment current() {
        return current;
    }

    void drained(long bytes) {
        pendingBytes.addAndGet(-bytes);
    }

    @Override
    public void close() throws IOException {
        current.close();
        directory.close();
    }
}
