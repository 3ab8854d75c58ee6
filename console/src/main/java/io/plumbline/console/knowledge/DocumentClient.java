package io.plumbline.console.knowledge;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The documents of knowledge bases.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/knowledge-bases/{name}/documents")
interface DocumentClient {

    @GetExchange
    Page<Document> list(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{id}")
    Document get(@PathVariable String name, @PathVariable String id);

    @PostExchange(contentType = MediaType.MULTIPART_FORM_DATA_VALUE)
    Document upload(@PathVariable String name, @RequestBody MultiValueMap<String, Object> parts);

    @DeleteExchange("/{id}")
    void delete(@PathVariable String name, @PathVariable String id);

    @DeleteExchange
    Erasure erase(@PathVariable String name, @RequestParam String subject);

    @PostExchange("/{id}/retry")
    Document retry(@PathVariable String name, @PathVariable String id);

    /// Of the live version, in order.
    @GetExchange("/{id}/chunks")
    Page<Chunk> chunks(
            @PathVariable String name,
            @PathVariable String id,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// Of the quarantined version, in order.
    @GetExchange("/{id}/quarantine")
    Page<Chunk> quarantined(
            @PathVariable String name,
            @PathVariable String id,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PostExchange("/{id}/release")
    Document release(@PathVariable String name, @PathVariable String id);

    @PostExchange("/{id}/discard")
    Document discard(@PathVariable String name, @PathVariable String id);

    /// A document.
    ///
    /// @param file of the live version, or of the newest one if none is live
    /// @param readers null for those of the knowledge base
    /// @param liveVersion the version that a search finds; null for none
    record Document(
            String id,
            File file,
            List<String> tags,
            @Nullable List<String> readers,
            Newest newest,
            @Nullable Integer liveVersion,
            Instant createdAt,
            Instant updatedAt,
            Author createdBy) {

        /// Whether an older version than the newest is live.
        public boolean isBehind() {
            return liveVersion != null && liveVersion != newest.version();
        }
    }

    /// A file.
    record File(String name, String format, long bytes, String digest) {

        /// Returns the beginning of the digest, without the algorithm.
        public String shortDigest() {
            return digest.substring(digest.indexOf(':') + 1).replaceFirst("(?<=^.{12}).*", "");
        }
    }

    /// The newest version of a document.
    ///
    /// @param reason code of a refusal, quarantine or failure; null for none
    /// @param findings kind of finding → number
    record Newest(
            int version, File file, String state, @Nullable String reason, Map<String, Long> findings) {

        private static final String PERSONAL_DATA = "personal-data: ";

        private static final Map<String, String> REASONS = Map.ofEntries(
                Map.entry("empty", "The file contains no text."),
                Map.entry("wrong-format", "The content is not of the format that the file name says."),
                Map.entry("damaged", "The file is damaged or truncated."),
                Map.entry("encrypted", "The file is encrypted. Remove its password."),
                Map.entry("macros", "The file contains macros. Save it without them."),
                Map.entry("unreadable-text", "The encoding is unknown. Save the file in UTF-8."),
                Map.entry("too-large", "The file contains more text than a document may have, or unpacks to too much."),
                Map.entry("too-complex", "The file needs more memory than an extraction may take."),
                Map.entry("timed-out", "The extraction of the file takes too long."),
                Map.entry("prompt-injection", "The text contains a likely prompt injection. A person decides."),
                Map.entry("discarded", "A person discarded this version after its quarantine."),
                Map.entry(
                        "attempts-exhausted",
                        "Every attempt failed for a reason outside the file. Retry once the cause is removed."));

        /// Whether it is being ingested.
        public boolean isPending() {
            return Set.of("QUEUED", "EXTRACTING").contains(state);
        }

        /// Returns the reason as a sentence; null for none.
        public @Nullable String explanation() {
            if (reason == null) {
                return null;
            }
            return reason.startsWith(PERSONAL_DATA)
                    ? "It contains " + reason.substring(PERSONAL_DATA.length()) + ", which this knowledge base rejects."
                    : REASONS.getOrDefault(reason, reason);
        }

        /// Returns the number of findings.
        public long count() {
            return findings.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// The uploader.
    record Author(String type, String id) {}

    /// A chunk.
    ///
    /// @param page from 1; 0 if the format has no pages
    record Chunk(
            String id,
            int ordinal,
            String text,
            List<String> headingPath,
            int page,
            int start,
            int end,
            List<String> tags) {}

    /// The result of an erasure.
    ///
    /// @param deleted number of documents
    record Erasure(int deleted) {}
}
