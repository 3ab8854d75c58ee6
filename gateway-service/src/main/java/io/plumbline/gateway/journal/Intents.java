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

/// What has begun and has no record yet: as many entries as there are current calls. Whatever an earlier process
/// left is over: its intent becomes its record. Thread-safe.
final class Intents {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Map<UUID, Intent> open = new ConcurrentHashMap<>();

    /// @param record the event to report unless a record follows
    /// @param segment that contains its latest copy
    /// @param over whether nothing else will follow
    record Intent(UUID id, byte[] record, long segment, boolean over) {}

    /// Reads what earlier processes left. Reads all segments to their ends, including those already in the
    /// database: an intent precedes its record, and may be in a segment whose records are all stored.
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

    /// Adds an intent, or records its copy in another segment.
    void add(UUID id, byte[] record, long segment) {
        open.put(id, new Intent(id, record, segment, false));
    }

    /// Removes an intent that has its record or needs none.
    void remove(UUID id) {
        open.remove(id);
    }

    /// Records that no record will follow.
    void end(UUID id) {
        open.computeIfPresent(id, (_, intent) -> new Intent(id, intent.record(), intent.segment(), true));
    }

    @Nullable
    Intent find(UUID id) {
        return open.get(id);
    }

    /// Returns intents without a future record.
    List<Intent> over(int most) {
        List<Intent> found = new ArrayList<>();
        for (Intent intent : open.values()) {
            if (intent.over() && found.size() < most) {
                found.add(intent);
            }
        }
        return found;
    }

    /// Returns intents whose record is still to follow.
    List<Intent> goingOn() {
        return open.values().stream().filter(intent -> !intent.over()).toList();
    }

    /// Returns intents in this segment or before it.
    List<Intent> upTo(long segment) {
        return open.values().stream()
                .filter(intent -> intent.segment() <= segment)
                .toList();
    }

    int size() {
        return open.size();
    }
}
