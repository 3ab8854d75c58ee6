package io.plumbline.registry.knowledge.connector.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A document as a source lists it.
///
/// @param key its name in the source, such as a path below the folder
/// @param fingerprint differs when the content differs; null if only reading the document can tell
/// @param text the document itself, if the source lists whole documents
/// @param refusal the reason why the document is unsuitable, such as `too-large`; null if it is not known to be
public record SourceEntry(
        String key,
        @Nullable String fingerprint,
        @Nullable Text text,
        @Nullable String refusal) {

    SourceEntry(String key, @Nullable String fingerprint, @Nullable Text text) {
        this(key, fingerprint, text, null);
    }

    /// A document that came with the list.
    ///
    /// @param fileName its extension names the format
    public record Text(String fileName, String content) {}

    static SourceEntry refused(String key, String fingerprint, String reason) {
        return new SourceEntry(key, fingerprint, null, reason);
    }

    static SourceEntry of(String key, Text text) {
        return new SourceEntry(key, digest(text.fileName() + "\n" + text.content()), text);
    }

    /// Returns the SHA-256 of a text in UTF-8, in hexadecimal digits.
    public static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
