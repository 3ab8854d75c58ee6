package io.plumbline.clients.registry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The result of an evaluation, stored with the version that it is about.
///
/// @param kind GATE counts for promotion, and only when eval-service wrote it
/// @param runId id of the gate; the same id again is the same result
/// @param suiteRevision of the suite's document that was run
/// @param model on which a prompt's version was run, as `name@version`; null for a model's own result
/// @param verdict PASS, FAIL or INCONCLUSIVE
public record EvaluationResult(
        String kind,
        UUID runId,
        String suite,
        int suiteRevision,
        @Nullable String model,
        String verdict,
        @Nullable String commit,
        Instant finishedAt,
        List<CheckResult> checks) {

    /// One check of the gate.
    public record CheckResult(
            String name,
            @Nullable Double value,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Double threshold,
            String outcome,
            @Nullable String reason) {}
}
