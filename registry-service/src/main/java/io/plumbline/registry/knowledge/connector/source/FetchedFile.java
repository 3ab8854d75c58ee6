package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A document as it was read from its source, in a temporary file for its owner alone. Closing deletes the file.
public final class FetchedFile implements AutoCloseable {

    /// As large as an upload may be.
    public static final long MAX_BYTES = 200_000_000;

    private static final int BUFFER = 65_536;

    private final Path file;
    private final Origin origin;
    private final long bytes;
    private final String digest;

    private FetchedFile(Path file, Origin origin, long bytes, String digest) {
        this.file = file;
        this.origin = origin;
        this.bytes = bytes;
        this.digest = digest;
    }

    /// What the source says about a document.
    ///
    /// @param fileName a name or path of which only the last part counts
    /// @param fingerprint of this version; null for the listed one
    public record Origin(
            String fileName,
            @Nullable String mediaType,
            @Nullable String fingerprint) {}

    /// Copies a document.
    ///
    /// @throws SourceException if it is too large
    /// @throws IOException if it cannot be read
    static FetchedFile receive(Origin origin, InputStream content) throws SourceException, IOException {
        Path file = Files.createTempFile("plumbline-connector", ".bin"); // readable by its owner alone
        try (OutputStream out = Files.newOutputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                if (bytes > MAX_BYTES) {
                    throw new SourceException(Remedy.DOCUMENT, "too-large");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            return new FetchedFile(
                    file, origin, bytes, "sha256:" + HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (SourceException | IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Copies a document that came with a list.
    public static FetchedFile of(SourceEntry.Text text) throws SourceException {
        byte[] content = text.content().getBytes(StandardCharsets.UTF_8);
        try {
            return receive(new Origin(text.fileName(), null, null), new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a temporary file", e);
        }
    }

    public Origin origin() {
        return origin;
    }

    public long bytes() {
        return bytes;
    }

    /// `sha256:` and 64 hexadecimal digits.
    public String digest() {
        return digest;
    }

    public InputStream open() {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a temporary file", e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete a temporary file", e);
        }
    }
}
