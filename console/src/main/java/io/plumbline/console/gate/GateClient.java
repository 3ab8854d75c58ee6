package io.plumbline.console.gate;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Gates, their items and their recomputations.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1")
public interface GateClient {

    /// Newest first.
    ///
    /// @param candidate name of the candidate's model, prompt or route, or NAME@VERSION
    /// @param outcome the verdict, or the status before a verdict exists
    @GetExchange("/gates")
    Page<Gate> list(
            @RequestParam(required = false) @Nullable String suite,
            @RequestParam(required = false) @Nullable String candidate,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// Newest first, of all suites.
    default Page<Gate> list(@Nullable String candidate, @Nullable String outcome, int limit, @Nullable String cursor) {
        return list(null, candidate, outcome, limit, cursor);
    }

    @GetExchange("/gates/{id}")
    Gate get(@PathVariable UUID id);

    @PostExchange("/gates")
    Gate open(@RequestBody GateBody body);

    @PostExchange("/gates/{id}/cancel")
    void cancel(@PathVariable UUID id);

    @PostExchange("/gates/{id}/discard")
    void discard(@PathVariable UUID id, @RequestBody DiscardBody body);

    @PostExchange("/gates/{id}/recompute")
    Recomputation recompute(@PathVariable UUID id, @RequestBody RecomputeBody body);

    @GetExchange("/gates/{id}/recomputations")
    Page<Recomputation> recomputations(@PathVariable UUID id, @RequestParam int limit);

    @GetExchange("/gates/{id}/items")
    Page<Item> items(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/gates/{id}/items/counts")
    ItemCounts counts(@PathVariable UUID id);

    /// The judge's ratings of some items.
    @GetExchange("/gates/{id}/verdicts")
    Page<Verdict> verdicts(@PathVariable UUID id, @RequestParam("item") Collection<Integer> items);

    /// The results of a suite's gates, newest first.
    @GetExchange("/suites/{suite}/trend")
    Page<TrendPoint> trend(@PathVariable String suite, @RequestParam int limit);

    /// What is measured: a model version, a prompt version on a model version, or a route.
    record Candidate(
            @Nullable String model,
            @Nullable String prompt,
            @Nullable Integer version,
            @Nullable String route) {

        /// Returns the name for people, the same as in reports.
        public String label() {
            if (model == null) {
                return "route " + route;
            }
            String label = prompt == null ? model + "@" + version : "prompt " + prompt + "@" + version + " on " + model;
            return route == null ? label : label + " on route " + route;
        }

        /// Returns the name without the version, which identifies a history.
        public String system() {
            if (model == null) {
                return "route " + route;
            }
            return prompt == null ? model : "prompt " + prompt + " on " + model;
        }

        boolean isRoute() {
            return model == null;
        }
    }

    /// A gate.
    record Gate(
            UUID id,
            String team,
            String suite,
            int suiteRevision,
            Candidate candidate,
            @Nullable Candidate baseline,
            @Nullable Origin baselineOrigin,
            @Nullable String commit,
            @Nullable String pullRequest,
            List<String> onlySlices,
            String status,
            @Nullable String error,
            double progress,
            Run run,
            @Nullable Discard discarded,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String verdict,
            boolean counts,
            Map<String, String> tiers,
            @Nullable List<String> missingTiers,
            List<Check> checks,
            List<Slice> slices,
            @Nullable Flaky flaky,
            @Nullable Evidence evidence,
            @Nullable Guarded guarded,
            @Nullable Served servedConfiguration,
            @Nullable Served baselineServedConfiguration,
            @Nullable Served judgeServedConfiguration,
            Map<String, Object> dependencies,
            @Nullable Map<String, Object> deviations) {

        /// Returns the verdict, or the status before a verdict exists.
        public String outcome() {
            return verdict == null ? status : verdict;
        }

        /// Returns the failed and inconclusive checks in words; empty if there are none.
        public String trouble() {
            return checks.stream()
                    .filter(check ->
                            check.outcome().equals("FAIL") || check.outcome().equals("INCONCLUSIVE"))
                    .map(Check::name)
                    .collect(Collectors.joining(", "));
        }

        /// Whether it has not ended.
        public boolean isRunning() {
            return status.equals("RUNNING") || status.equals("QUEUED");
        }
    }

    /// The reason for the choice of a baseline.
    record Origin(
            String source,
            @Nullable String requestedBy,
            @Nullable List<String> approvedBy) {}

    /// The state of a run.
    record Run(
            int total,
            int asked,
            int errors,
            int cached,
            BigDecimal costUsd,
            @Nullable String halted,
            @Nullable String lastError,
            @Nullable Long etaSeconds) {}

    /// Why a result must not be relied on.
    record Discard(String by, Instant at, String reason) {}

    /// A check.
    record Check(
            String name,
            int tier,
            @Nullable Double value,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Double threshold,
            @Nullable Double baseline,
            String outcome,
            boolean blocking,
            String reason) {}

    /// The findings on a slice.
    record Slice(String name, int items, boolean blocking, boolean small, List<SliceCheck> checks) {}

    /// A metric on a slice.
    record SliceCheck(
            String name,
            int items,
            @Nullable Double value,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Double baseline,
            @Nullable Double difference,
            String outcome,
            String reason) {}

    /// Items with inconsistent answers.
    record Flaky(int count, int repeated, List<FlakyItem> worst) {}

    /// An item with inconsistent answers.
    record FlakyItem(int item, String id, String metric, int answers, int passed, double lowest, double highest) {}

    /// The runs behind a verdict.
    record Evidence(int attempt, int runs, double confidence) {}

    /// The effect of the guard policy on the candidate's items.
    record Guarded(int altered, int blockedInput, int alteredOutput, int blockedOutput) {

        boolean any() {
            return altered + blockedInput + alteredOutput + blockedOutput > 0;
        }
    }

    /// A served configuration.
    record Served(String digest) {}

    /// The number of items by outcome.
    record ItemCounts(long total, Map<String, Long> counts) {}

    /// An item with its answers, redacted by the service.
    record Item(
            int item,
            String id,
            @Nullable String slice,
            String outcome,
            String input,
            List<String> references,
            @Nullable String candidate,
            @Nullable String baseline,
            @Nullable String error,
            List<Score> scores,
            @Nullable String fellMost,
            @Nullable Guarding guardrails,
            @Nullable String shown) {}

    /// A metric of an item.
    record Score(
            String metric,
            @Nullable Double baseline,
            @Nullable Double candidate,
            @Nullable Double change) {}

    /// What the guard policy did to an item, in words.
    record Guarding(
            String said, boolean alteredInput, boolean blockedInput, boolean alteredOutput, boolean blockedOutput) {}

    /// A judge's rating of an answer, redacted by the service.
    ///
    /// @param judge name of a further judge of the suite; empty for its `judge`
    record Verdict(
            @Nullable String judge,
            int item,
            String side,
            @Nullable Double score,
            @Nullable Double deviation,
            @Nullable String error,
            boolean manipulation,
            List<Rating> ratings) {}

    /// A judge's rating of one criterion.
    record Rating(String criterion, int level, double expected, String evidence, boolean quoted, String reasoning) {}

    /// The result of a gate in a suite's history.
    record TrendPoint(
            UUID gate,
            int suiteRevision,
            Candidate candidate,
            @Nullable Candidate baseline,
            @Nullable String commit,
            String verdict,
            boolean counts,
            Instant finishedAt,
            List<Figure> checks) {}

    /// A check in a suite's history.
    record Figure(
            String name,
            @Nullable Double value,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Double threshold,
            String outcome) {}

    /// A recomputation of a gate's scores.
    record Recomputation(
            UUID id,
            String status,
            @Nullable String verdict,
            List<Map<String, Object>> metrics,
            List<Check> checks,
            List<ServiceUse> services,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant finishedAt) {}

    /// What the service of a metric contributed to a recomputation.
    ///
    /// @param stored answers whose stored score was used
    /// @param sent answers that it scored again
    record ServiceUse(String metric, long stored, long sent, double costUsd) {}

    /// The body that opens a gate.
    record GateBody(
            String suite,
            Candidate candidate,
            @Nullable Candidate baseline,
            @Nullable String commit,
            @Nullable String pullRequest,
            @Nullable List<String> onlySlices,
            @Nullable Boolean cache) {}

    /// The body that discards a result.
    record DiscardBody(String reason) {}

    /// The body that recomputes scores.
    ///
    /// @param metrics replace the suite's; null for those of the gate
    record RecomputeBody(@Nullable List<Map<String, Object>> metrics) {}
}
