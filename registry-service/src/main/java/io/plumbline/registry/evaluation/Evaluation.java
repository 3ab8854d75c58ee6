package io.plumbline.registry.evaluation;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored result. Never changes.
///
/// @param kind GATE, RED_TEAM and PANEL only from eval-service; results of others have REPORTED instead
/// @param model the model with which a prompt version ran, as `name@version`; null if unknown
/// @param servedConfiguration digest of the evaluated configuration; null if unknown
/// @param counts whether it counts for the promotion of the version
public record Evaluation(
        UUID id,
        String kind,
        boolean counts,
        UUID runId,
        String suite,
        @Nullable Integer suiteRevision,
        @Nullable String model,
        Verdict verdict,
        @Nullable String commit,
        Instant finishedAt,
        List<Check> checks,
        Instant recordedAt,
        Author recordedBy,
        @Nullable String servedConfiguration) {}
