package io.plumbline.console.monitor;

import io.plumbline.console.page.Formats;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the values of a metric are shown: shares in percent, times in milliseconds, costs in dollars.
final class MetricUnit {

    private static final String ABSENT = "–";
    private static final Map<String, String> NAMES = Map.of(
            "ERROR_RATE", "Error rate",
            "REFUSAL_RATE", "Blocked or refused",
            "ATTACK_RATE", "Attacks",
            "NEGATIVE_FEEDBACK_RATE", "Negative feedback",
            "SCORE", "Score of the feedback",
            "JUDGE_SCORE", "Score of an online evaluation",
            "LATENCY_P50", "Median latency",
            "LATENCY_P95", "p95 latency",
            "FIRST_TOKEN_P95", "p95 time to the first token",
            "COST_PER_CALL", "Cost per call");

    private final String metric;
    private final Formats formats;

    private MetricUnit(String metric, Formats formats) {
        this.metric = metric;
        this.formats = formats;
    }

    static MetricUnit of(String metric, Formats formats) {
        return new MetricUnit(metric, formats);
    }

    /// Returns the metric in words.
    public String title() {
        return Objects.requireNonNullElse(NAMES.get(metric), metric);
    }

    /// Returns a value with its unit; a dash for null.
    public String show(@Nullable Double value) {
        if (value == null) {
            return ABSENT;
        }
        return switch (metric) {
            case "SCORE", "JUDGE_SCORE" -> String.format(Locale.ROOT, "%.2f", value);
            case "LATENCY_P50", "LATENCY_P95", "FIRST_TOKEN_P95" -> formats.number(Math.round(value)) + " ms";
            case "COST_PER_CALL" -> formats.money(value);
            default -> String.format(Locale.ROOT, "%.1f %%", value * 100);
        };
    }
}
