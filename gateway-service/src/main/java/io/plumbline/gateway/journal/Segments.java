package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.JournalDirectory.Position;
import io.plumbline.gateway.journal.JournalProperties.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The segments of a journal: those that wait to be stored, and the current one. Writing, or starting another
/// segment, requires the journal's lock; the rest is thread-safe.
final class Segments implements AutoCloseable {

    private final JournalDirectory directory;
    private final JournalSegment.Flusher flusher;
    private final boolean durable;
    private final long largest;
    private final long first;

    /// The size of each segment except the current one.
    private final ConcurrentSkipListMap<Long, Long> sizes = new ConcurrentSkipListMap<>();

    private volatile JournalSegment current;

    /// Finds what an earlier process left, and starts a segment after it.
    Segments(JournalDirectory directory, JournalProperties.Audit settings, JournalSegment.Flusher flusher)
            throws IOException {
        this.directory = directory;
        this.flusher = flusher;
        this.durable = settings.durability() == Durability.DISK;
        this.largest = settings.segmentSize().toBytes();
        List<Long> left = directory.segments();
        for (long segment : left) {
            sizes.put(segment, Files.size(directory.segment(segment)));
        }
        this.first = Math.max(directory.drained().segment(), left.isEmpty() ? 0 : left.getLast()) + 1;
        this.current = begin(first);
    }

    private JournalSegment begin(long number) throws IOException {
        JournalSegment begun = new JournalSegment(number, directory.segment(number), flusher);
        sizes.put(number, 0L);
        return begun;
    }

    JournalSegment current() {
        return current;
    }

    /// Returns the first segment of this process; earlier processes wrote those before it.
    long first() {
        return first;
    }

    /// Returns the number of bytes after a position, without those of the current segment.
    long behind(Position drained) {
        long bytes = 0;
        for (var segment : sizes.tailMap(drained.segment()).entrySet()) {
            long size = segment.getValue();
            bytes += segment.getKey() == drained.segment() ? size - Math.min(size, drained.offset()) : size;
        }
        return bytes;
    }

    /// Returns the first segment from this number on; null for none.
    @Nullable
    Long from(long number) {
        return sizes.ceilingKey(number);
    }

    /// Returns the segments before this one.
    Set<Long> before(long end) {
        return sizes.headMap(end).keySet();
    }

    void delete(long segment) throws IOException {
        directory.delete(segment);
        sizes.remove(segment);
    }

    /// Starts another segment if the current one is full or ends in an incomplete frame.
    void makeRoom(int bytes) throws IOException {
        long before = current.written();
        if ((before > 0 && before + bytes > largest) || current.isTorn()) {
            roll();
        }
    }

    /// Starts another segment. An unflushed one for which others still wait stays open until it is collected.
    private void roll() throws IOException {
        JournalSegment before = current;
        sizes.put(before.number(), before.written());
        current = begin(before.number() + 1);
        leave(before);
    }

    private void leave(JournalSegment before) throws IOException {
        if (durable && !before.isTorn()) {
            before.flush(before.written());
        }
        before.close();
    }

    /// Starts another segment if the current file was deleted externally, with the part of it that is not stored
    /// yet. An open file stays readable after its deletion.
    ///
    /// @param drained bytes of it that are in the database
    /// @return the bytes that were rescued; -1 if the file exists
    long replaceTaken(long drained) throws IOException {
        JournalSegment taken = current;
        if (Files.exists(directory.segment(taken.number()))) {
            return -1;
        }
        byte[] rest = taken.from(drained);
        JournalSegment next = begin(taken.number() + 1);
        next.append(rest);
        current = next;
        sizes.remove(taken.number());
        if (durable) {
            next.flush(next.written());
        }
        leave(taken);
        return rest.length;
    }

    /// Gives up a segment whose file is gone.
    ///
    /// @return the bytes that it had; -1 if the file exists
    long forget(long segment) {
        if (Files.exists(directory.segment(segment))) {
            return -1;
        }
        Long size = sizes.remove(segment);
        return size == null ? 0 : size;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
