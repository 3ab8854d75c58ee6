package io.plumbline.clients.registry;

import io.plumbline.configuration.RiskTier;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/// The API of the registry for the gateway and eval-service.
public interface RegistryClient {

    /// Waits up to `waitSeconds` (0..30) for a change after version `since` and returns the changes. Returns
    /// everything if `since` is 0 or unknown in this history.
    @GetExchange("/internal/v1/snapshot")
    RegistrySnapshot snapshot(@RequestParam("since") long since, @RequestParam("waitSeconds") int waitSeconds);

    /// Returns a dataset version. Compare its `team` with the team on whose behalf it is read.
    @GetExchange("/api/v1/datasets/{name}/versions/{version}")
    DatasetVersion datasetVersion(@PathVariable("name") String name, @PathVariable("version") int version);

    @GetExchange("/api/v1/datasets/{name}/versions/{version}/records")
    RecordPage records(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestParam("limit") int limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor);

    @GetExchange("/api/v1/models/{name}")
    ProductionPointer model(@PathVariable("name") String name);

    @GetExchange("/api/v1/prompts/{name}")
    ProductionPointer prompt(@PathVariable("name") String name);

    /// Returns a model version. Compare its `team` with the team on whose behalf it is read.
    @GetExchange("/api/v1/models/{name}/versions/{version}")
    VersionSummary modelVersion(@PathVariable("name") String name, @PathVariable("version") int version);

    /// Returns a prompt version. Compare its `team` with the team on whose behalf it is read.
    @GetExchange("/api/v1/prompts/{name}/versions/{version}")
    PromptVersion promptVersion(@PathVariable("name") String name, @PathVariable("version") int version);

    /// Registers the next version of a prompt. The same key registers the same version once.
    @PostExchange("/api/v1/prompts/{name}/versions")
    PromptVersion registerPrompt(
            @PathVariable("name") String name,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody NewPromptVersion version);

    /// Stores a result of kind GATE. Only eval-service may do this.
    @PostExchange("/api/v1/models/{name}/versions/{version}/evaluations")
    JsonNode pushModelEvaluation(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestBody EvaluationResult result);

    @PostExchange("/api/v1/prompts/{name}/versions/{version}/evaluations")
    JsonNode pushPromptEvaluation(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestBody EvaluationResult result);

    /// Returns the stored results of a model version, newest first.
    @GetExchange("/api/v1/models/{name}/versions/{version}/evaluations")
    EvaluationPage modelEvaluations(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestParam("limit") int limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor);

    /// Returns the stored results of a prompt version, newest first.
    @GetExchange("/api/v1/prompts/{name}/versions/{version}/evaluations")
    EvaluationPage promptEvaluations(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestParam("limit") int limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor);

    /// Moves a model version to a stage. PRODUCTION is refused with 409 unless its gates passed and it has the
    /// approvals of its risk tier, or it was in production before.
    @PostExchange("/api/v1/models/{name}/versions/{version}/transitions")
    ProductionMove moveModel(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestBody Transition transition);

    /// Moves a prompt version to a stage, like [#moveModel].
    @PostExchange("/api/v1/prompts/{name}/versions/{version}/transitions")
    ProductionMove movePrompt(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestBody Transition transition);

    /// Returns the current production standing of versions, in the order of the query. Unlike the snapshot, which
    /// may be seconds old, it asks eval-service for the revision of each suite. 404 if a version does not exist.
    @PostExchange("/internal/v1/standings")
    java.util.List<VersionStanding> standings(@RequestBody java.util.List<VersionRef> versions);

    /// Returns the versions that depend on a suite and are in production or may return to it.
    @GetExchange("/internal/v1/suites/{name}/uses")
    SuiteUses suiteUses(@PathVariable("name") String name);

    /// A prompt version to register.
    ///
    /// @param messages an array of `{"role", "content"}`
    /// @param variables JSON Schema of the variables
    record NewPromptVersion(
            String team,
            JsonNode messages,
            JsonNode variables,
            @Nullable String technique,
            @Nullable JsonNode parameters) {}

    /// @param type `MODEL` or `PROMPT`
    record VersionRef(String type, String name, int version) {}

    /// @param riskTier the strictest tier of the versions; null if there are none
    /// @param versions as `name@version`: models and prompts that require the suite, or require none and depend
    ///     on it, and that are in production, or were and have not been archived since; at most 100, with the
    ///     production version of each model or prompt first
    record SuiteUses(@Nullable RiskTier riskTier, java.util.List<String> versions) {}

    /// @param to `STAGING`, `PRODUCTION` or `ARCHIVED`
    record Transition(String to, @Nullable String reason) {}

    /// The position of a version after a transition.
    ///
    /// @param aliases pointer name → version
    record ProductionMove(String name, int version, String stage, Map<String, Integer> aliases) {}

    /// A page of results.
    record EvaluationPage(
            java.util.List<StoredEvaluation> items,
            @Nullable String nextCursor) {}

    /// A page of a dataset version's records, each as uploaded.
    record RecordPage(
            java.util.List<Map<String, Object>> items,
            @Nullable String nextCursor) {}
}
