package io.plumbline.clients.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The result of an evaluation, stored with the evaluated version.
///
/// @param kind GATE counts for promotion, but only from eval-service
/// @param runId id of the gate; repeating an id repeats the same result
/// @param suiteRevision revision of the suite's document
/// @param model the model with which a prompt version ran, as `name@version`; null for a model's own result. Null
///     is not sent because a registry of the previous release does not know this member
/// @param servedConfiguration the document of the evaluated configuration; null and not sent if unknown
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

    /// Returns a copy without the configuration, for a registry that does not know this member.
    public EvaluationResult withoutServed() {
        return new EvaluationResult(
                kind, runId, suite, suiteRevision, model, null, verdict, commit, finishedAt, checks);
    }

    /// Returns a copy without the model, for a registry that does not know this member.
    public EvaluationResult withoutModel() {
        return new EvaluationResult(
                kind, runId, suite, suiteRevision, null, servedConfiguration, verdict, commit, finishedAt, checks);
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
