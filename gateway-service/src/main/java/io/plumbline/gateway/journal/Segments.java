package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.JournalDirectory.Position;
import io.plumbline.gateway.journal.JournalProperties.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The segments of a journal: those that wait to be stored, and the one that is being written. Whoever writes, or
/// begins another, holds the journal's lock; the rest is thread-safe.
final class Segments implements AutoCloseable {

    private final JournalDirectory directory;
    private final Segment.Flusher flusher;
    private final boolean durable;
    private final long largest;
    private final long first;

    /// With the bytes of each but the one that is being written.
    private final ConcurrentSkipListMap<Long, Long> sizes = new ConcurrentSkipListMap<>();

    private volatile Segment current;

    /// Finds what an earlier process left, and begins a segment behind it.
    Segments(JournalDirectory directory, JournalProperties.Audit settings, Segment.Flusher flusher) throws IOException {
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

    private Segment begin(long number) throws IOException {
        Segment begun = new Segment(number, directory.segment(number), flusher);
        sizes.put(number, 0L);
        return begun;
    }

    Segment current() {
        return current;
    }

    /// Before it lies what earlier processes left.
    long first() {
        return first;
    }

    /// Bytes that lie behind a position, but for those of the segment that is being written.
    long behind(Position drained) {
        long bytes = 0;
        for (var segment : sizes.tailMap(drained.segment()).entrySet()) {
            long size = segment.getValue();
            bytes += segment.getKey() == drained.segment() ? size - Math.min(size, drained.offset()) : size;
        }
        return bytes;
    }

    /// The first segment from this one on; null when there is none.
    @Nullable
    Long from(long number) {
        return sizes.ceilingKey(number);
    }

    /// Those before this one.
    Set<Long> before(long end) {
        return sizes.headMap(end).keySet();
    }

    void delete(long segment) throws IOException {
        directory.delete(segment);
        sizes.remove(segment);
    }

    /// Begins another where the one that is being written is full or ends in half a frame.
    void makeRoom(int bytes) throws IOException {
        long before = current.written();
        if ((before > 0 && before + bytes > largest) || current.isTorn()) {
            roll();
        }
    }

    /// An unflushed segment that others still wait for stays open until it is collected.
    private void roll() throws IOException {
        Segment before = current;
        sizes.put(before.number(), before.written());
        current = begin(before.number() + 1);
        leave(before);
    }

    private void leave(Segment before) throws IOException {
        if (durable && !before.isTorn()) {
            before.flush(before.written());
        }
        before.close();
    }

    /// Begins another where somebody has taken away the file that is being written, with what of it is not stored
    /// yet: who still has a file open reads it, wherever it is.
    ///
    /// @param drained bytes of it that are in the database
    /// @return the bytes that were rescued; -1 when the file is there
    long replaceTaken(long drained) throws IOException {
        Segment taken = current;
        if (Files.exists(directory.segment(taken.number()))) {
            return -1;
        }
        byte[] rest = taken.from(drained);
        Segment next = begin(taken.number() + 1);
        next.append(rest);
        current = next;
        sizes.remove(taken.number());
        if (durable) {
            next.flush(next.written());
        }
        leave(taken);
        return rest.length;
    }

    /// Gives up one whose file is gone.
    ///
    /// @return the bytes that it had; -1 when the file is there
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
