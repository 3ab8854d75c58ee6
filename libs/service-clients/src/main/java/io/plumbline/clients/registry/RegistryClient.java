package io.plumbline.clients.registry;

import io.plumbline.configuration.RiskTier;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/// The registry as the gateway and eval see it.
public interface RegistryClient {

    /// Waits up to `waitSeconds` (0..30) for a change after version `since` and answers what changed;
    /// everything when `since` is 0 or not a version of this history.
    @GetExchange("/internal/v1/snapshot")
    RegistrySnapshot snapshot(@RequestParam("since") long since, @RequestParam("waitSeconds") int waitSeconds);

    /// A dataset's version; its `team` must be compared with the team on whose behalf it is read.
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

    /// A model's version; its `team` must be compared with the team on whose behalf it is read.
    @GetExchange("/api/v1/models/{name}/versions/{version}")
    VersionSummary modelVersion(@PathVariable("name") String name, @PathVariable("version") int version);

    /// A prompt's version; its `team` must be compared with the team on whose behalf it is read.
    @GetExchange("/api/v1/prompts/{name}/versions/{version}")
    PromptVersion promptVersion(@PathVariable("name") String name, @PathVariable("version") int version);

    /// Writes a result of kind GATE, which eval-service alone may do.
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

    /// The results that are stored with a model's version, newest first.
    @GetExchange("/api/v1/models/{name}/versions/{version}/evaluations")
    EvaluationPage modelEvaluations(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestParam("limit") int limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor);

    /// The results that are stored with a prompt's version, newest first.
    @GetExchange("/api/v1/prompts/{name}/versions/{version}/evaluations")
    EvaluationPage promptEvaluations(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestParam("limit") int limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor);

    /// Brings a model's version to a stage. PRODUCTION is refused with 409 unless its gates have passed,
    /// it was approved where the risk tier asks for that, or it was in production before.
    @PostExchange("/api/v1/models/{name}/versions/{version}/transitions")
    ProductionMove moveModel(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestBody Transition transition);

    /// The same for a prompt's version.
    @PostExchange("/api/v1/prompts/{name}/versions/{version}/transitions")
    ProductionMove movePrompt(
            @PathVariable("name") String name,
            @PathVariable("version") int version,
            @RequestBody Transition transition);

    /// How versions stand with production at this moment: unlike the snapshot, which may be seconds old, it is
    /// asked of eval-service which revision each suite has. Answers in the order of the question; 404 when one is
    /// not there.
    @PostExchange("/internal/v1/standings")
    java.util.List<VersionStanding> standings(@RequestBody java.util.List<VersionRef> versions);

    /// The versions that rest on a suite and are in production or may return there.
    @GetExchange("/internal/v1/suites/{name}/uses")
    SuiteUses suiteUses(@PathVariable("name") String name);

    /// @param type `MODEL` or `PROMPT`
    record VersionRef(String type, String name, int version) {}

    /// @param riskTier the strictest of them; null for none
    /// @param versions as `name@version`, of models and prompts that require the suite, or that require none and
    ///     rest on it, and that are in production, or were and have not been archived since; at most 100, of each
    ///     model or prompt the one in production first
    record SuiteUses(@Nullable RiskTier riskTier, java.util.List<String> versions) {}

    /// @param to `STAGING`, `PRODUCTION` or `ARCHIVED`
    record Transition(String to, @Nullable String reason) {}

    /// Where a version is after a transition.
    ///
    /// @param aliases pointer name → version
    record ProductionMove(String name, int version, String stage, Map<String, Integer> aliases) {}

    /// A page of results.
    record EvaluationPage(
            java.util.List<StoredEvaluation> items,
            @Nullable String nextCursor) {}

    /// A page of a dataset version's records, each as it was uploaded.
    record RecordPage(
            java.util.List<Map<String, Object>> items,
            @Nullable String nextCursor) {}
}
