package io.plumbline.registry.evaluation;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored result, as it is kept and answered. Never changes.
///
/// @param kind GATE, RED_TEAM and PANEL only for what eval-service wrote; of anybody else they are REPORTED
/// @param model on which a prompt's version was run, as `name@version`; null where it was not told
/// @param servedConfiguration digest of the document of how what was evaluated is served; null where it was not
///     told
/// @param counts whether it is looked at when the version is to come into production
record Evaluation(
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
