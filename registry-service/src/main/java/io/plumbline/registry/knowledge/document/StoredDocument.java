package io.plumbline.registry.knowledge.document;

import io.plumbline.registry.asset.Author;
import io.plumbline.registry.knowledge.DocumentState;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A document.
///
/// @param externalId the id in the API, unique in the knowledge base
/// @param description of the live version; of the newest one if none is live
/// @param newest state of the newest version
/// @param liveVersion the version that a search finds; null for none
record StoredDocument(
        UUID id,
        UUID baseId,
        String team,
        String externalId,
        DocumentDescription description,
        Newest newest,
        @Nullable Integer liveVersion,
        Instant createdAt,
        Instant updatedAt,
        Author createdBy) {

    /// The newest version of a document.
    ///
    /// @param reason code of a refusal or failure; null for none
    /// @param findings kind of finding → number of findings in it
    record Newest(
            int version,
            DocumentState state,
            @Nullable String reason,
            Map<String, Long> findings,
            DocumentDescription description) {}

    int version() {
        return newest.version();
    }

    DocumentState state() {
        return newest.state();
    }
}
