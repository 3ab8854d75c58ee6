package io.plumbline.registry.dataset.file;

import io.plumbline.audit.canonical.CanonicalJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The redacted records of an upload, kept in a private file until they are stored, because redacting twice might
/// give different results. Closing deletes the file. Not thread-safe.
public final class RedactedCopy implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};

    private final RecordRedactor redactor;
    private final Path file;
    private final BufferedWriter writer;

    /// @throws UncheckedIOException if there is no space for the file
    public RedactedCopy(RecordRedactor redactor) {
        this.redactor = redactor;
        try {
            this.file = Files.createTempFile("plumbline-upload", ".jsonl"); // readable by its owner alone
            this.writer = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a redacted upload", e);
        }
    }

    /// Adds a record.
    ///
    /// @return its canonical text (RFC 8785), redacted
    String keep(Map<String, @Nullable Object> members) {
        String canonical = CanonicalJson.text(redactor.redact(members));
        try {
            writer.write(canonical);
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a redacted upload", e);
        }
        return canonical;
    }

    /// Replays all records in order. No more can be added.
    public void replay(RecordReader.Sink sink) {
        try {
            writer.close();
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                int number = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    sink.record(++number, JSON.readValue(line, MEMBERS));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a redacted upload", e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove a redacted upload", e);
        }
    }
}
