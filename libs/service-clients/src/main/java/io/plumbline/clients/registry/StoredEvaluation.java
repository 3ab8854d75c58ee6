package io.plumbline.clients.registry;

import java.time.Instant;
import java.util.UUID;

/// A result that is stored with a version.
///
/// @param kind such as `GATE`, `RED_TEAM` or `PANEL`
/// @param verdict PASS, FAIL or INCONCLUSIVE
public record StoredEvaluation(
        String kind, UUID runId, String suite, String verdict, Instant finishedAt, RecordedBy recordedBy) {

    /// Who stored it.
    ///
    /// @param type `USER`, `API_KEY` or `SERVICE`
    public record RecordedBy(String type, String id) {

        /// Whether that service itself did, by its own token.
        public boolean isService(String name) {
            return type.equals("SERVICE") && id.equals(name);
        }
    }
}
