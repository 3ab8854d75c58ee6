package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.JournalProperties.Durability;
import io.plumbline.gateway.journal.JournalProperties.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/// A folder for a journal, and a database that takes what is drained of it, or is away. Records that begin
/// with `bad` can be stored in no way.
abstract class JournalTests {

    @TempDir
    Path folder;

    final List<String> stored = new ArrayList<>();
    boolean away;

    JournalProperties properties(Durability durability, Unavailable unavailable, long pending, long segment) {
        return new JournalProperties(
                folder,
                new JournalProperties.Audit(
                        durability,
                        unavailable,
                        DataSize.ofBytes(pending),
                        DataSize.ofBytes(segment),
                        Duration.ofMillis(10),
                        7));
    }

    static void append(Journal journal, UUID id, String record) {
        try {
            journal.append(id, record.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void drain(Journal journal, JournalProperties properties) throws IOException {
        new JournalDrain(journal, this::store, properties).drainAll();
    }

    List<byte[]> store(List<byte[]> records) {
        if (away) {
            throw new IllegalStateException("away");
        }
        List<byte[]> refused = new ArrayList<>();
        for (byte[] record : records) {
            String text = new String(record, StandardCharsets.UTF_8);
            if (text.startsWith("bad")) {
                refused.add(record);
            } else {
                stored.add(text);
            }
        }
        return refused;
    }

    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    void clear() throws IOException {
        stored.clear();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
