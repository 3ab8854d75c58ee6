package io.plumbline.registry.knowledge.document;

import io.plumbline.registry.asset.Author;
import io.plumbline.registry.knowledge.DocumentState;
import io.plumbline.registry.knowledge.extraction.DocumentFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A document in the API.
///
/// @param file of the live version, or of the newest one if none is live
/// @param readers null for those of the knowledge base
/// @param newest the newest version
/// @param liveVersion the version that a search finds; null for none
record DocumentResponse(
        String id,
        File file,
        List<String> tags,
        @Nullable List<String> readers,
        Newest newest,
        @Nullable Integer liveVersion,
        Instant createdAt,
        Instant updatedAt,
        Author createdBy) {

    /// A file.
    ///
    /// @param digest `sha256:` and 64 hexadecimal digits
    record File(String name, DocumentFormat format, long bytes, String digest) {}

    /// The newest version of a document.
    ///
    /// @param file differs from that of the live version until the version replaces it
    /// @param reason code of a refusal, quarantine or failure, such as `damaged`; null for none
    /// @param findings kind of finding → number of findings in the text
    record Newest(
            int version,
            File file,
            DocumentState state,
            @Nullable String reason,
            Map<String, Long> findings) {}

    static DocumentResponse from(StoredDocument document) {
        DocumentDescription description = document.description();
        StoredDocument.Newest newest = document.newest();
        return new DocumentResponse(
                document.externalId(),
                file(description),
                description.tags(),
                description.readers(),
                new Newest(
                        newest.version(),
                        file(newest.description()),
                        newest.state(),
                        newest.reason(),
                        newest.findings()),
                document.liveVersion(),
                document.createdAt(),
                document.updatedAt(),
                document.createdBy());
    }

    private static File file(DocumentDescription description) {
        return new File(description.fileName(), description.format(), description.bytes(), description.digest());
    }
}
