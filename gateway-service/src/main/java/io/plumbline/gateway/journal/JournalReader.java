package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.Frames.Entry;
import io.plumbline.gateway.journal.Frames.Kind;
import io.plumbline.gateway.journal.JournalDirectory.Position;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads records from a position on, a bounded number at a time. Not thread-safe.
final class JournalReader {

    private static final long MAX_BATCH_BYTES = 8_000_000;

    private final Journal journal;

    JournalReader(Journal journal) {
        this.journal = journal;
    }

    /// Consecutive records; intents among them are skipped.
    ///
    /// @param next where the next batch begins
    /// @param bytes size of what was read
    /// @param ended whether their segment was read completely and will not grow
    /// @param damaged whether it ends in bytes that are not a record
    record Batch(List<byte[]> records, Position next, long bytes, boolean ended, boolean damaged) {}

    /// Returns the next batch; null if there is none. Skips a segment that was deleted externally.
    ///
    /// @throws IOException if a segment cannot be read now, such as while the folder is missing
    @Nullable
    Batch read(Position from, int most) throws IOException {
        JournalSegment writing = journal.segments().current();
        Long number = journal.segments().from(from.segment());
        while (number != null && number <= writing.number()) {
            Position place = new Position(number, number == from.segment() ? from.offset() : 0);
            try {
                return batch(place, writing, most);
            } catch (NoSuchFileException e) {
                if (!journal.forget(number, place.offset())) {
                    throw e;
                }
                number = journal.segments().from(number);
            }
        }
        return null;
    }

    private @Nullable Batch batch(Position from, JournalSegment writing, int most) throws IOException {
        boolean complete = from.segment() < writing.number();
        Path file = journal.directory().segment(from.segment());
        long limit = complete ? Files.size(file) : writing.written();
        return !complete && from.offset() >= limit ? null : batch(file, from, limit, complete, most);
    }

    private static Batch batch(Path file, Position from, long limit, boolean complete, int most) throws IOException {
        List<byte[]> records = new ArrayList<>();
        long at = from.offset();
        boolean damaged = false;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 * 1024))) {
            in.skipNBytes(Math.min(at, limit));
            while (at < limit && records.size() < most && at - from.offset() < MAX_BATCH_BYTES) {
                Entry entry = Frames.read(in);
                if (entry == null) {
                    damaged = true;
                    break;
                }
                if (entry.kind() == Kind.RECORD) {
                    records.add(entry.record());
                }
                at += entry.frameBytes();
            }
        }
        boolean ended = complete && (damaged || at >= limit);
        return new Batch(records, new Position(from.segment(), at), at - from.offset(), ended, damaged);
    }
}
