package io.plumbline.console.audit;

import io.plumbline.console.audit.AuditClient.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Events with their proofs, as governance-service packs them.
///
/// @param files by name
record EvidencePack(Map<String, byte[]> files, Manifest manifest) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// What the pack says of its contents.
    record Manifest(Instant createdAt, String origin, long size, String root, List<Entry> events) {}

    /// An event of the pack.
    ///
    /// @param index null if the checkpoint does not cover it yet
    record Entry(UUID id, @Nullable Long index, String leafHash) {}

    static EvidencePack read(byte[] zip) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EvidencePack(files, JSON.readValue(files.get("manifest.json"), Manifest.class));
    }

    String text(String file) {
        return new String(files.getOrDefault(file, new byte[0]), StandardCharsets.UTF_8);
    }

    /// Returns the event as its bytes say; one without members if they are not an event.
    Event event(Entry entry) {
        try {
            return JSON.readValue(files.get("events/" + entry.id() + ".json"), Event.class);
        } catch (RuntimeException e) {
            return new Event(entry.id(), null, null, "", null, null, null, null, null, null, null, null);
        }
    }

    /// Writes the pack with one more file.
    void writeWith(String name, byte[] content, OutputStream to) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(to)) {
            put(zip, name, content);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue());
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
