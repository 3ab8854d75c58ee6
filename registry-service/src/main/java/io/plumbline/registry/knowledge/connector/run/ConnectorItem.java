package io.plumbline.registry.knowledge.connector.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a connector knows about a document of its source.
///
/// @param key its name in the source
/// @param documentId its id in the knowledge base
/// @param fingerprint of the version that is stored or was refused; null if unknown
/// @param listed the fingerprint that the source listed last; null for none
/// @param digest of the stored file; null if none was ever stored; empty if it is to be stored again
/// @param described the digest of tags and readers that it is stored with; null if none was ever stored
/// @param attempts at reading it that failed in this run
/// @param runId the last run that found it
record ConnectorItem(
        UUID id,
        String key,
        String documentId,
        @Nullable String fingerprint,
        @Nullable String listed,
        @Nullable String digest,
        @Nullable String described,
        State state,
        int attempts,
        UUID runId) {

    /// Whether a version of it is stored with these tags and readers.
    boolean isStored(String describing) {
        return digest != null && !digest.isEmpty() && describing.equals(described);
    }

    /// The state of a document.
    enum State {
        /// A run is to read it.
        PENDING,
        STORED,
        /// It is unsuitable until it changes.
        REFUSED,
        /// It could not be read in any attempt.
        FAILED
    }
}
