package io.plumbline.console.suite;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A suite, as far as pages put it into words. The service's document has more members.
record SuiteDocument(
        String name,
        int revision,
        String team,
        String dataset,
        Template template,
        List<MetricRule> metrics,
        @Nullable JudgeRule judge,
        @Nullable Map<String, SliceRule> slices,
        @Nullable Tiers requires,
        @Nullable Ceilings ceilings,
        @Nullable List<String> onlySlices,
        @Nullable Integer repeats,
        @Nullable Integer concurrency,
        @Nullable Double errorBudget,
        @Nullable Boolean earlyStop,
        @Nullable Caps caps,
        @Nullable List<Map<String, Object>> tools,
        @Nullable Agent agent,
        @Nullable Retrieval retrieval,
        Instant updatedAt) {

    /// Conversations.
    ///
    /// @param user null for scripted users only
    record Agent(@Nullable User user) {}

    /// A model that plays the user.
    record User(String model) {}

    /// The knowledge base with which answers are compared.
    record Retrieval(String knowledgeBase) {}

    /// Either messages or a registered prompt.
    record Template(
            @Nullable List<Message> messages, @Nullable String prompt) {}

    /// A message.
    record Message(String role, String content) {}

    /// The requirements on a metric.
    record MetricRule(
            String name,
            @Nullable Double floor,
            @Nullable Double maxRegression,
            @Nullable Boolean blocking,
            @Nullable String as,
            @Nullable Map<String, Object> options,
            @Nullable Boolean negate,
            @Nullable List<Map<String, Object>> of,
            @Nullable Boolean safety,
            @Nullable Double minReferenced) {

        /// Returns the name in checks.
        String label() {
            return as == null ? name : as;
        }
    }

    /// The requirements on a judge's score.
    record JudgeRule(
            String rubric,
            String model,
            @Nullable Double sample,
            @Nullable Double floor,
            @Nullable Double maxRegression,
            @Nullable Boolean blocking) {}

    /// The limits of a slice.
    record SliceRule(
            @Nullable Double floor,
            @Nullable Double maxRegression,
            @Nullable List<String> metrics) {}

    /// The requirements on other tiers.
    record Tiers(
            @Nullable Tier redTeam,
            @Nullable Tier panel,
            @Nullable Tier judge,
            @Nullable List<Harm> harm,
            @Nullable BenchmarkTier benchmark) {}

    /// The requirement on a measurement of bias, hallucination or toxicity.
    record Harm(
            String kind,
            @Nullable String name,
            @Nullable String dataset,
            List<HarmLimit> limits,
            @Nullable Integer maxAgeDays,
            @Nullable String fromRiskTier) {}

    /// The limit of a figure.
    record HarmLimit(
            String metric,
            @Nullable String group,
            @Nullable Double max,
            @Nullable Double min) {}

    /// The requirement on a benchmark.
    record BenchmarkTier(
            String name,
            double minimum,
            @Nullable Integer minItems,
            @Nullable Integer maxAgeDays,
            @Nullable String fromRiskTier) {

        /// Returns what it shares with other tiers.
        Tier tier() {
            return new Tier(name, minItems, maxAgeDays, fromRiskTier);
        }
    }

    /// The requirement on a tier.
    record Tier(
            @Nullable String name,
            @Nullable Integer minItems,
            @Nullable Integer maxAgeDays,
            @Nullable String fromRiskTier) {}

    /// Limits of latency, cost, and the guard policy.
    record Ceilings(
            @Nullable Double p95LatencyMs,
            @Nullable BigDecimal costUsd,
            @Nullable Double alteredItems) {}

    /// Limits that end a run.
    record Caps(@Nullable BigDecimal costUsd, @Nullable Integer seconds) {}

    /// Returns the number of metrics in words.
    String requirements() {
        return metrics.size() + (metrics.size() == 1 ? " metric" : " metrics") + (judge == null ? "" : " and a judge");
    }
}
