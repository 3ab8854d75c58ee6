package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.Frames.Kind;
import io.plumbline.gateway.journal.Intents.Intent;
import io.plumbline.gateway.journal.JournalProperties.Durability;
import io.plumbline.gateway.journal.JournalProperties.Unavailable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores records until they are in the database. They survive the end of the process and, if configured, of the
/// machine. Appending costs a write and never waits for the database; [JournalDrain] transfers the records.
///
/// Once an append has returned, the next start finds the record. A record that was being written when the process
/// ended is skipped. An intent announces what begins: it becomes the record if no other follows, because the
/// process was killed or the record could not be written. An intent never follows its record. Thread-safe.
public final class Journal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    /// The first 48 bits of a UUID of version 7 are milliseconds.
    private static final int TIME_SHIFT = 16;

    private final JournalDirectory directory;
    private final JournalProperties.Audit settings;
    private final Intents intents;
    private final Segments segments;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private volatile boolean failing;
    private volatile boolean narrow;

    /// Opens the journal in its folder. What an earlier process left is still there to be drained.
    public Journal(JournalProperties properties) throws IOException {
        this(properties, JournalSegment.Flusher.SYNC);
    }

    Journal(JournalProperties properties, JournalSegment.Flusher flusher) throws IOException {
        this.settings = properties.audit();
        this.directory = JournalDirectory.open(properties.journalDirectory());
        this.intents = Intents.leftIn(directory);
        this.segments = new Segments(directory, settings, flusher);
        pendingBytes.set(segments.behind(directory.drained()));
        look();
        if (pendingBytes.get() > 0 || intents.size() > 0) {
            log.atInfo()
                    .addKeyValue("bytes", pendingBytes.get())
                    .addKeyValue("brokenOff", intents.size())
                    .log("Journal holds records of an earlier run");
        }
    }

    /// Whether a further call can be recorded. Check this before the call is sent to a provider.
    public boolean admits() {
        boolean room = settings.unavailable() == Unavailable.JOURNAL
                || pendingBytes.get() < settings.maxPending().toBytes();
        return room && isWritable();
    }

    /// Whether the disk has room for more. One segment's worth is reserved for current calls.
    public boolean isWritable() {
        return !narrow
                && (!failing || directory.usableBytes() > settings.segmentSize().toBytes());
    }

    /// Checks the free space of the disk.
    void look() {
        boolean full = directory.usableBytes() <= settings.segmentSize().toBytes();
        if (full && !narrow) {
            log.warn("The journal's disk is full: no further call is taken");
        } else if (narrow && !full) {
            log.info("The journal's disk has room again");
        }
        narrow = full;
    }

    /// Returns the number of bytes that wait for the database.
    public long pendingBytes() {
        return pendingBytes.get();
    }

    /// Returns the number of intents without a record.
    public int open() {
        return intents.size();
    }

    /// Returns the number of entries that could not be written.
    public long failures() {
        return failures.get();
    }

    /// Something that was announced and has no record yet.
    ///
    /// @param record the event to report unless a record follows
    public record Open(UUID id, byte[] record) {}

    /// Returns what was announced before a time and has not ended.
    ///
    /// The time is that of the id, which must be of UUID version 7.
    public List<Open> openSince(Instant before) {
        long millis = before.toEpochMilli();
        return intents.goingOn().stream()
                .filter(intent -> intent.id().getMostSignificantBits() >>> TIME_SHIFT < millis)
                .map(intent -> new Open(intent.id(), intent.record()))
                .toList();
    }

    /// Announces something that now begins.
    ///
    /// @param id of what begins, and of the record that will replace this one
    /// @throws IOException if it could not be written: then it must not begin, and nothing is reported
    public void intend(UUID id, byte[] record) throws IOException {
        try {
            write(Kind.INTENT, id, record);
        } catch (UnflushedException e) {
            withdraw(id);
            throw e;
        }
    }

    private void withdraw(UUID id) {
        writing.lock();
        try {
            place(Kind.WITHDRAWN, id, new byte[0]);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("id", id)
                    .log("After a crash, a call that never left may be told of as broken off");
        } finally {
            intents.remove(id);
            writing.unlock();
        }
    }

    /// Appends a record.
    ///
    /// @throws UnflushedException if it is written but not flushed: it is lost only if the machine fails before
    ///     it is stored
    /// @throws IOException if it could not be written
    public void append(UUID id, byte[] record) throws IOException {
        write(Kind.RECORD, id, record);
    }

    /// Ends something that could not be recorded: its intent applies, if there is one.
    public void abandon(UUID id) {
        intents.end(id);
    }

    private void write(Kind kind, UUID id, byte[] record) throws IOException {
        JournalSegment segment;
        long end;
        writing.lock();
        try {
            end = place(kind, id, record);
            segment = segments.current();
        } finally {
            writing.unlock();
        }
        flush(segment, end);
    }

    /// Writes an entry and registers it, both under the lock, so that no intent follows its record.
    ///
    /// @return its end in the current segment
    private long place(Kind kind, UUID id, byte[] record) throws IOException {
        byte[] frame = Frames.frame(kind, id, record);
        try {
            segments.makeRoom(frame.length);
            long end = segments.current().append(frame);
            if (kind == Kind.INTENT) {
                intents.add(id, record, segments.current().number());
            } else {
                intents.remove(id);
            }
            pendingBytes.addAndGet(frame.length);
            failing = false;
            return end;
        } catch (IOException e) {
            failing = true;
            failures.incrementAndGet();
            throw e;
        }
    }

    private void flush(JournalSegment segment, long end) throws UnflushedException {
        if (settings.durability() == Durability.DISK) {
            try {
                segment.flush(end);
            } catch (IOException e) {
                failures.incrementAndGet();
                throw new UnflushedException(e);
            }
        }
    }

    /// Deletes segments whose records are all stored, up to the first one with an intent that has no record yet.
    ///
    /// @param end the first segment that is still needed
    void retire(long end) throws IOException {
        for (long segment : segments.before(end)) {
            if (!intents.upTo(segment).isEmpty()) {
                return;
            }
            segments.delete(segment);
        }
    }

    Segments segments() {
        return segments;
    }

    /// Gives up a segment that was deleted externally, but not while the folder itself is missing, which may come
    /// back. If it is the current segment, its content continues in another one.
    ///
    /// @param drained bytes of it that are in the database
    /// @return whether it is given up
    boolean forget(long segment, long drained) throws IOException {
        if (!directory.isThere()) {
            return false;
        }
        long rescued = rescue(segment, drained);
        long size = segments.forget(segment);
        if (size < 0) {
            return false;
        }
        long lost = Math.max(0, size - drained);
        pendingBytes.addAndGet(-lost);
        if (rescued < 0) {
            log.atWarn()
                    .addKeyValue("segment", segment)
                    .addKeyValue("bytes", lost)
                    .log("A journal segment was taken away before its records were stored: they are lost");
        }
        return true;
    }

    /// @return bytes that were rewritten; -1 if the current segment exists
    private long rescue(long segment, long drained) throws IOException {
        writing.lock();
        try {
            long number = segments.current().number();
            long rescued = segments.replaceTaken(segment == number ? drained : 0);
            if (rescued >= 0) {
                log.atError()
                        .addKeyValue("segment", number)
                        .addKeyValue("bytes", rescued)
                        .log("The journal segment that is being written was taken away: it goes on in another");
            }
            return segment == number ? rescued : -1;
        } finally {
            writing.unlock();
        }
    }

    /// Copies open intents from segments that are otherwise not needed to the current one. Intents that are over
    /// and not stored yet keep their segment. So do all while the disk is full.
    ///
    /// @param end the first segment that is still needed
    void carry(long end) {
        for (Intent intent : intents.upTo(end - 1)) {
            if (!isWritable() || !carry(intent.id())) {
                return;
            }
        }
    }

    /// Writes an intent to the current segment.
    ///
    /// @return whether its previous copy is no longer needed
    private boolean carry(UUID id) {
        try {
            writing.lock();
            try {
                Intent intent = intents.find(id);
                if (intent == null || intent.over()) {
                    return intent == null;
                }
                place(Kind.INTENT, id, intent.record());
            } finally {
                writing.unlock();
            }
            flush(segments.current(), segments.current().written());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    JournalDirectory directory() {
        return directory;
    }

    Intents intents() {
        return intents;
    }

    void drained(long bytes) {
        pendingBytes.addAndGet(-bytes);
    }

    @Override
    public void close() throws IOException {
        segments.close();
        directory.close();
    }
}
