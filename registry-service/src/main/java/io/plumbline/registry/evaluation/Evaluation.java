package io.plumbline.registry.evaluation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored result. Never changes.
///
/// @param kind GATE, RED_TEAM and PANEL only from eval-service; results of others have REPORTED instead
/// @param run its members are members of the result in JSON
/// @param servedConfiguration digest of the evaluated configuration; null if unknown
/// @param counts whether it counts for the promotion of the version
public record Evaluation(
        UUID id,
        String kind,
        boolean counts,
        @JsonUnwrapped SuiteRun run,
        Verdict verdict,
        Instant finishedAt,
        List<Check> checks,
        Instant recordedAt,
        Author recordedBy,
        @Nullable String servedConfiguration) {

    /// The run of the suite.
    ///
    /// @param model the model with which a prompt version ran, as `name@version`; null if unknown
    public record SuiteRun(
            UUID runId,
            String suite,
            @Nullable Integer suiteRevision,
            @Nullable String model,
            @Nullable String commit) {}
}
