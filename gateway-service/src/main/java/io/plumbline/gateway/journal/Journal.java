package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.Frames.Kind;
import io.plumbline.gateway.journal.Intents.Intent;
import io.plumbline.gateway.journal.JournalProperties.Durability;
import io.plumbline.gateway.journal.JournalProperties.Unavailable;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes records and keeps them until they are in the database, through the end of the process and, if asked, of
/// the machine. Appending costs a write and never waits for the database; [JournalDrain] carries the records there.
///
/// When an append has returned, the record is found again by the next start. A record that was being written when
/// the process ended is passed over. What is begun can be told beforehand: an intent is the record that holds if no
/// other follows, be it because the process was killed or because the other could not be written. An intent never
/// lies behind its record. Thread-safe.
public final class Journal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final JournalDirectory directory;
    private final JournalProperties.Audit settings;
    private final Intents intents;
    private final Segments segments;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private volatile boolean failing;
    private volatile boolean narrow;

    /// Opens the journal in its folder; what an earlier process left is still there to be drained.
    public Journal(JournalProperties properties) throws IOException {
        this(properties, Segment.Flusher.SYNC);
    }

    Journal(JournalProperties properties, Segment.Flusher flusher) throws IOException {
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

    /// Whether a further call may be recorded. Asked before the call goes to a provider.
    public boolean admits() {
        boolean room = settings.unavailable() == Unavailable.JOURNAL
                || pendingBytes.get() < settings.maxPending().toBytes();
        return room && isWritable();
    }

    /// Whether the disk takes more. So much of it is kept free as one segment needs, for calls that are under way.
    public boolean isWritable() {
        return !narrow
                && (!failing || directory.usableBytes() > settings.segmentSize().toBytes());
    }

    /// Looks at how much room the disk has.
    void look() {
        boolean full = directory.usableBytes() <= settings.segmentSize().toBytes();
        if (full && !narrow) {
            log.warn("The journal's disk is full: no further call is taken");
        } else if (narrow && !full) {
            log.info("The journal's disk has room again");
        }
        narrow = full;
    }

    /// Bytes that wait for the database.
    public long pendingBytes() {
        return pendingBytes.get();
    }

    /// How many have been begun and have no record yet.
    public int open() {
        return intents.size();
    }

    /// How many entries could not be written.
    public long failures() {
        return failures.get();
    }

    /// Says what is to be told if nothing else comes of something that now begins.
    ///
    /// @param id of what begins, and of the record that will supersede this one
    /// @throws IOException when it could not be written: then it must not begin, and nothing is told of it
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

    /// Appends the record of something.
    ///
    /// @throws UnflushedException when it is written, and holds unless the machine ends before it is stored
    /// @throws IOException when it could not be written
    public void append(UUID id, byte[] record) throws IOException {
        write(Kind.RECORD, id, record);
    }

    /// Something is over and could not be recorded: what was intended holds, if anything was.
    public void abandon(UUID id) {
        intents.end(id);
    }

    private void write(Kind kind, UUID id, byte[] record) throws IOException {
        Segment segment;
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

    /// Writes an entry, and knows of it: both under the lock, so that no intent lies behind its record.
    ///
    /// @return where it ends in the current segment
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

    private void flush(Segment segment, long end) throws UnflushedException {
        if (settings.durability() == Durability.DISK) {
            try {
                segment.flush(end);
            } catch (IOException e) {
                failures.incrementAndGet();
                throw new UnflushedException(e);
            }
        }
    }

    /// Deletes segments whose records are all stored, up to the first in which something is intended that has no
    /// record yet.
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

    /// Gives up a segment that somebody else has taken away, but none while the folder itself is away, which may
    /// come back. If it is the one that is being written, what is in it goes on in another.
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

    /// @return bytes that were written anew; -1 when the segment that is being written is there
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

    /// Writes what is under way and intended in segments that are needed for nothing else to the current one. What
    /// is over and not stored yet keeps its segment, and so does all while the disk takes no more.
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
    /// @return whether it is needed no longer where it was
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
