package io.plumbline.console.rollout;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A metric by which a canary is compared with its control.
enum ComparedMetric {
    ERROR_RATE("errorRate", "Error rate", "0.02", "share of calls"),
    SCORE("score", "Score of the feedback", "0.05", "score"),
    JUDGE_SCORE("judgeScore", "Score of an online evaluation", "0.05", "score"),
    BLOCK_RATE("blockRate", "Blocked calls", "0.02", "share of calls"),
    LATENCY_P50("latencyP50", "Calls above the control’s median latency", "0.1", "share of answered calls"),
    LATENCY_P95("latencyP95", "Calls above the control’s p95 latency", "0.05", "share of answered calls"),
    COST_PER_CALL("costPerCall", "Cost per call", "0.1", "share of the control’s mean cost");

    private final String code;
    private final String title;
    private final String margin;
    private final String unit;

    ComparedMetric(String code, String title, String margin, String unit) {
        this.code = code;
        this.title = title;
        this.margin = margin;
        this.unit = unit;
    }

    /// Returns the metric of this code; null for an unknown one.
    static @Nullable ComparedMetric of(String code) {
        return Arrays.stream(values())
                .filter(metric -> metric.code.equals(code))
                .findFirst()
                .orElse(null);
    }

    /// Returns the metric of this code in words; the code itself if it is unknown.
    static String title(String code) {
        ComparedMetric known = of(code);
        return known == null ? code : known.title;
    }

    /// Returns the name in the API.
    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /// Returns the default margin.
    public String margin() {
        return margin;
    }

    /// Returns the unit of the margin.
    public String unit() {
        return unit;
    }

    /// Returns a value in the metric's own unit.
    String show(double value) {
        return switch (this) {
            case SCORE, JUDGE_SCORE -> String.format(Locale.ROOT, "%.3f", value);
            case COST_PER_CALL -> String.format(Locale.ROOT, "$%.5f", value);
            case ERROR_RATE, BLOCK_RATE, LATENCY_P50, LATENCY_P95 -> String.format(Locale.ROOT, "%.1f %%", value * 100);
        };
    }
}
