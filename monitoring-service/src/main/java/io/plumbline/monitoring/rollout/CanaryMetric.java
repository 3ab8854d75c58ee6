package io.plumbline.monitoring.rollout;

import io.plumbline.monitoring.sequential.ControlReference;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The metrics by which a canary is compared with its control.
enum CanaryMetric {
    /// Share of calls that failed.
    ERROR_RATE("errorRate"),
    /// Mean score of the feedback.
    SCORE("score"),
    /// Mean score that an online evaluation gave by one scorer.
    JUDGE_SCORE("judgeScore"),
    /// Share of calls that a guard stopped.
    BLOCK_RATE("blockRate"),
    /// Share of answered calls that took longer than the control's median.
    LATENCY_P50("latencyP50"),
    /// Share of answered calls that took longer than the control's 95th percentile.
    LATENCY_P95("latencyP95"),
    /// Mean cost of answered calls with a known price, in USD.
    COST_PER_CALL("costPerCall");

    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;

    private final String code;

    CanaryMetric(String code) {
        this.code = code;
    }

    /// Returns its name in rollouts.
    public String code() {
        return code;
    }

    static Optional<CanaryMetric> of(String code) {
        return Arrays.stream(values())
                .filter(metric -> metric.code.equals(code))
                .findFirst();
    }

    /// Returns the scale of its amounts; null if they are 0..1 by themselves.
    @Nullable
    ControlReference reference() {
        return switch (this) {
            case ERROR_RATE, SCORE, JUDGE_SCORE, BLOCK_RATE -> null;
            case LATENCY_P50 -> ControlReference.aboveQuantile(MEDIAN);
            case LATENCY_P95 -> ControlReference.aboveQuantile(P95);
            case COST_PER_CALL -> ControlReference.shareOfLargest();
        };
    }
}
