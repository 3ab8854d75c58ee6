package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.Frames.Entry;
import io.plumbline.gateway.journal.Frames.Kind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What was begun and has no record yet: as many as there are calls in flight. Whatever an earlier process left so
/// is over: its intent is all that will ever be told of it. Thread-safe.
final class Intents {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Map<UUID, Intent> open = new ConcurrentHashMap<>();

    /// @param record what is to be told if nothing else comes of it
    /// @param segment in which it lies, last
    /// @param over whether nothing else will come
    record Intent(UUID id, byte[] record, long segment, boolean over) {}

    /// Reads what earlier processes left. All segments are read to their ends, those that are in the database too:
    /// an intent lies before its record, and may lie in a segment whose records are all stored.
    static Intents leftIn(JournalDirectory directory) throws IOException {
        Intents intents = new Intents();
        for (long segment : directory.segments()) {
            try (DataInputStream in = new DataInputStream(
                    new BufferedInputStream(Files.newInputStream(directory.segment(segment)), BUFFER_BYTES))) {
                for (Entry entry = Frames.read(in); entry != null; entry = Frames.read(in)) {
                    intents.take(entry, segment);
                }
            }
        }
        return intents;
    }

    private void take(Entry entry, long segment) {
        UUID id = entry.id();
        if (id != null && entry.kind() == Kind.INTENT) {
            open.put(id, new Intent(id, entry.record(), segment, true));
        } else if (id != null) {
            open.remove(id);
        }
    }

    /// Something has been begun, or what had been is carried to another segment.
    void add(UUID id, byte[] record, long segment) {
        open.put(id, new Intent(id, record, segment, false));
    }

    /// It has its record, or needs none.
    void remove(UUID id) {
        open.remove(id);
    }

    /// It will have no record.
    void end(UUID id) {
        open.computeIfPresent(id, (_, intent) -> new Intent(id, intent.record(), intent.segment(), true));
    }

    @Nullable
    Intent find(UUID id) {
        return open.get(id);
    }

    /// Those that will have no record.
    List<Intent> over(int most) {
        List<Intent> found = new ArrayList<>();
        for (Intent intent : open.values()) {
            if (intent.over() && found.size() < most) {
                found.add(intent);
            }
        }
        return found;
    }

    /// Those that lie in this segment or before it.
    List<Intent> upTo(long segment) {
        return open.values().stream()
                .filter(intent -> intent.segment() <= segment)
                .toList();
    }

    int size() {
        return open.size();
    }
}
