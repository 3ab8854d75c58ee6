package io.plumbline.console.suite;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.suite.SuiteDocument.Ceilings;
import io.plumbline.console.suite.SuiteDocument.Harm;
import io.plumbline.console.suite.SuiteDocument.JudgeRule;
import io.plumbline.console.suite.SuiteDocument.MetricRule;
import io.plumbline.console.suite.SuiteDocument.SliceRule;
import io.plumbline.console.suite.SuiteDocument.Tier;
import io.plumbline.console.suite.SuiteDocument.Tiers;
import io.plumbline.kit.text.ReadableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One requirement of a suite.
///
/// @param what the subject
/// @param floor lowest value, or highest for a ceiling
/// @param drop largest drop against the baseline
/// @param blocking whether the verdict depends on it
/// @param detail options and similar; may be empty
record RuleRow(String what, String floor, String drop, boolean blocking, String detail) {

    private static final String NONE = "–";
    private static final int MAX_NAME = 63;
    private static final double DEFAULT_SAMPLE = 0.1;

    static List<RuleRow> of(SuiteDocument document) {
        List<RuleRow> rows = new ArrayList<>();
        document.metrics().forEach(metric -> rows.add(of(metric)));
        if (document.judge() != null) {
            rows.add(of(document.judge()));
        }
        if (document.slices() != null) {
            document.slices().forEach((slice, rule) -> rows.add(of(slice, rule)));
        }
        if (document.requires() != null) {
            addTiers(rows, document.requires());
        }
        if (document.ceilings() != null) {
            addCeilings(rows, document.ceilings());
        }
        return rows;
    }

    private static RuleRow of(MetricRule rule) {
        List<String> details = new ArrayList<>();
        if (rule.as() != null) {
            details.add("the metric " + rule.name());
        }
        if (Boolean.TRUE.equals(rule.negate())) {
            details.add("negated");
        }
        if (rule.of() != null) {
            details.add("made of " + Figures.count(rule.of().size(), "metric"));
        }
        if (Boolean.TRUE.equals(rule.safety())) {
            details.add("safety guarantee: the worst of an item's answers counts");
        }
        if (rule.minReferenced() != null) {
            details.add(
                    "blocking if at least " + Figures.percent(rule.minReferenced()) + " of the items have a reference");
        }
        if (rule.options() != null && !rule.options().isEmpty()) {
            details.add("options " + String.join(", ", rule.options().keySet()));
        }
        return new RuleRow(
                rule.label(),
                Figures.number(rule.floor()),
                Figures.number(rule.maxRegression()),
                !Boolean.FALSE.equals(rule.blocking()) && (rule.floor() != null || rule.maxRegression() != null),
                String.join("; ", details));
    }

    private static RuleRow of(JudgeRule rule) {
        return new RuleRow(
                "judge by " + rule.rubric(),
                Figures.number(rule.floor()),
                Figures.number(rule.maxRegression()),
                !Boolean.FALSE.equals(rule.blocking()) && (rule.floor() != null || rule.maxRegression() != null),
                rule.model() + " rates " + Figures.percent((rule.sample() == null ? DEFAULT_SAMPLE : rule.sample()))
                        + " of the answers");
    }

    private static RuleRow of(String slice, SliceRule rule) {
        String metrics = rule.metrics() == null ? "each blocking metric" : String.join(", ", rule.metrics());
        boolean own = rule.floor() == null && rule.maxRegression() == null;
        return new RuleRow(
                "slice " + ReadableText.of(slice, MAX_NAME),
                Figures.number(rule.floor()),
                Figures.number(rule.maxRegression()),
                true,
                metrics + (own ? ", with its own limits" : ""));
    }

    private static void addTiers(List<RuleRow> rows, Tiers tiers) {
        if (tiers.benchmark() != null) {
            RuleRow row = tier("benchmark", "item", tiers.benchmark().tier());
            String minimum = "at least " + Figures.number(tiers.benchmark().minimum());
            rows.add(new RuleRow(row.what(), minimum, NONE, true, row.detail()));
        }
        if (tiers.redTeam() != null) {
            rows.add(tier("red-team campaign", "attempt", tiers.redTeam()));
        }
        if (tiers.panel() != null) {
            rows.add(tier("human panel", "item", tiers.panel()));
        }
        if (tiers.judge() != null) {
            rows.add(tier(
                    "judge with a valid calibration", fromRiskTier(tiers.judge().fromRiskTier())));
        }
        if (tiers.harm() != null) {
            tiers.harm().forEach(harm -> rows.add(of(harm)));
        }
    }

    private static RuleRow of(Harm harm) {
        List<String> details = new ArrayList<>();
        harm.limits()
                .forEach(limit -> details.add(limit.metric()
                        + (limit.group() == null ? "" : " of " + ReadableText.of(limit.group(), MAX_NAME))
                        + (limit.max() == null ? "" : " at most " + Figures.number(limit.max()))
                        + (limit.min() == null ? "" : " at least " + Figures.number(limit.min()))));
        if (harm.dataset() != null) {
            details.add("with the prompts of " + harm.dataset());
        }
        if (harm.maxAgeDays() != null) {
            details.add("at most " + Figures.count(harm.maxAgeDays(), "day") + " old");
        }
        details.addAll(fromRiskTier(harm.fromRiskTier()));
        String kind = "measurement " + harm.kind().toLowerCase(Locale.ROOT);
        return tier(harm.name() == null ? kind : kind + " " + harm.name(), details);
    }

    private static RuleRow tier(String what, String unit, Tier rule) {
        List<String> details = new ArrayList<>();
        if (rule.minItems() != null) {
            details.add("at least " + Figures.count(rule.minItems(), unit));
        }
        if (rule.maxAgeDays() != null) {
            details.add("at most " + Figures.count(rule.maxAgeDays(), "day") + " old");
        }
        details.addAll(fromRiskTier(rule.fromRiskTier()));
        return tier(rule.name() == null ? what : what + " " + rule.name(), details);
    }

    private static RuleRow tier(String what, List<String> details) {
        return new RuleRow(what, NONE, NONE, true, String.join("; ", details));
    }

    private static List<String> fromRiskTier(@Nullable String tier) {
        return tier == null ? List.of() : List.of("from risk tier " + tier + " up");
    }

    private static void addCeilings(List<RuleRow> rows, Ceilings ceilings) {
        if (ceilings.p95LatencyMs() != null) {
            rows.add(new RuleRow(
                    "latency",
                    "at most " + Figures.number(ceilings.p95LatencyMs()) + " ms",
                    NONE,
                    true,
                    "for 95 % of the calls"));
        }
        if (ceilings.costUsd() != null) {
            rows.add(new RuleRow(
                    "cost", "at most " + ceilings.costUsd().toPlainString() + " USD", NONE, true, "of the whole run"));
        }
        if (ceilings.alteredItems() != null) {
            rows.add(new RuleRow(
                    "altered questions",
                    "at most " + Figures.number(100 * ceilings.alteredItems()) + " %",
                    NONE,
                    true,
                    "altered or blocked by the guard policy"));
        }
    }
}
