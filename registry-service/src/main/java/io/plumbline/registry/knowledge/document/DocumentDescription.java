package io.plumbline.registry.knowledge.document;

import io.plumbline.registry.knowledge.extraction.DocumentFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file and what its uploader says about it.
///
/// @param fileName its last path component, for display only
/// @param digest `sha256:` and 64 hexadecimal digits
/// @param readers principals; null for the readers of the knowledge base
/// @param subjects pseudonyms of the people whom the document is about
public record DocumentDescription(
        String fileName,
        DocumentFormat format,
        long bytes,
        String digest,
        List<String> tags,
        @Nullable List<String> readers,
        List<String> subjects) {}
