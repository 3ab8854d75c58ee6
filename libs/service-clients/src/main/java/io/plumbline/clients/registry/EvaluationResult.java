package io.plumbline.clients.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The result of an evaluation, stored with the version that it is about.
///
/// @param kind GATE counts for promotion, and only when eval-service wrote it
/// @param runId id of the gate; the same id again is the same result
/// @param suiteRevision of the suite's document that was run
/// @param model on which a prompt's version was run, as `name@version`; null for a model's own result, and then
///     not sent, since a registry of the edition before this one knows no such member
/// @param servedConfiguration the document of what was evaluated; null where it is not known, and then not sent
/// @param verdict PASS, FAIL or INCONCLUSIVE
public record EvaluationResult(
        String kind,
        UUID runId,
        String suite,
        int suiteRevision,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String model,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode servedConfiguration,
        String verdict,
        @Nullable String commit,
        Instant finishedAt,
        List<CheckResult> checks) {

    /// The same for a registry that does not know yet that prompts are run on models.
    public EvaluationResult withoutModel() {
        return new EvaluationResult(
                kind, runId, suite, suiteRevision, null, servedConfiguration, verdict, commit, finishedAt, checks);
    }

    /// One of which it is not known what was evaluated.
    public EvaluationResult(
            String kind,
            UUID runId,
            String suite,
            int suiteRevision,
            @Nullable String model,
            String verdict,
            @Nullable String commit,
            Instant finishedAt,
            List<CheckResult> checks) {
        this(kind, runId, suite, suiteRevision, model, null, verdict, commit, finishedAt, checks);
    }

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
