package io.plumbline.monitoring.monitor;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.monitoring.detection.DetectorKind;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A monitor to create or replace.
///
/// @param variant all variants of the route unless set
/// @param detector CUSUM unless set
/// @param falseAlarmsPerMonth expected number of false alarms in 30 days, if nothing changes; 1 unless set
/// @param minutes minimum length of an observation; 5 unless set
/// @param minCalls minimum number of calls, or of scores, of an observation; 50 unless set
/// @param scorer for JUDGE_SCORE: name of the metric's score, or of the judge, of an online evaluation
record MonitorRequest(
        @Size(max = 63) @Nullable String team,

        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}")
        String route,

        @Size(min = 1, max = 63) @Nullable String variant,
        @NotNull MonitoredMetric metric,
        @Nullable DetectorKind detector,

        @DecimalMin("0.01") @DecimalMax("100") @Nullable Double falseAlarmsPerMonth,

        @Min(1) @Max(1_440) @Nullable Integer minutes,
        @Min(10) @Max(1_000_000) @Nullable Integer minCalls,

        @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}") @Nullable
        String scorer) {

    private static final int MINUTES = 5;
    private static final int MIN_CALLS = 50;

    /// @throws io.plumbline.kit.problem.ProblemException 400 if the scorer does not belong to the metric
    MonitorPlan plan() {
        if ((metric == MonitoredMetric.JUDGE_SCORE) != (scorer != null)) {
            throw RequestProblem.INVALID_REQUEST.because(
                    scorer == null ? "The metric JUDGE_SCORE needs a scorer." : "Only JUDGE_SCORE has a scorer.");
        }
        return new MonitorPlan(
                route,
                variant,
                metric,
                detector == null ? DetectorKind.CUSUM : detector,
                falseAlarmsPerMonth == null ? 1 : falseAlarmsPerMonth,
                minutes == null ? MINUTES : minutes,
                minCalls == null ? MIN_CALLS : minCalls,
                scorer);
    }
}
