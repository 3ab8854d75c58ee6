package io.plumbline.registry.knowledge.connector.run;

import java.time.Instant;
import java.util.UUID;

/// A document of a source that no search finds, in the API.
///
/// @param key its name in the source
/// @param document the id that it has, or would have, in the knowledge base
/// @param stage where it stopped
/// @param since when this became known
record DeadLetter(UUID id, String key, String document, Stage stage, String reason, Instant since) {

    /// The stages at which a document can stop.
    enum Stage {
        /// It is unsuitable, for example too large. It is tried again when it changes.
        REFUSED,
        /// It could not be read from the source. The next run tries again.
        FAILED,
        /// It is stored, but its ingestion refused it or failed.
        INGESTION
    }
}
