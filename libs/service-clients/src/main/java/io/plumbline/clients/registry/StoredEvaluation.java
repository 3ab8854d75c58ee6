package io.plumbline.clients.registry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A result that is stored with a version.
///
/// @param kind such as `GATE`, `RED_TEAM` or `PANEL`
/// @param model on which a prompt's version was run, as `name@version`; null for a model's own result, and
///     where it was not told
/// @param verdict PASS, FAIL or INCONCLUSIVE
public record StoredEvaluation(
        String kind,
        UUID runId,
        String suite,
        @Nullable String model,
        String verdict,
        Instant finishedAt,
        RecordedBy recordedBy) {

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
