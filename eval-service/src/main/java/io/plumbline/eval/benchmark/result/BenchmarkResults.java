package io.plumbline.eval.benchmark.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The results of a run.
///
/// @param method how answers were scored, in words
/// @param shots largest number of examples that were shown before a question
/// @param items number of items with a score
/// @param errors number of items without one, because their calls failed
/// @param metrics the metric that represents the benchmark first
/// @param groups that metric by subject, task or category; empty if there is only one
/// @param contamination null without a probe
/// @param judge the judge that classed the answers; null if rules decided
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchmarkResults(
        String method,
        int shots,
        int items,
        int errors,
        List<MetricResult> metrics,
        List<GroupResult> groups,
        @Nullable ContaminationResult contamination,
        @Nullable JudgeResult judge) {

    /// How an interval was computed.
    public enum IntervalMethod {
        /// Wilson's, for shares of items.
        WILSON,
        /// The expanded percentile bootstrap over items, for other means.
        BOOTSTRAP,
        /// Clopper and Pearson's exact one.
        CLOPPER_PEARSON,
        /// Prediction-powered inference, for figures that are corrected by human labels.
        PREDICTION_POWERED
    }

    /// A mean over items with its 95 % interval, 0..1.
    public record MetricResult(
            String name, double value, double low, double high, int items, IntervalMethod interval) {}

    public record GroupResult(String group, MetricResult result) {}

    /// The judge that classed the answers of a run, and its error. Without a valid calibration its error is unknown,
    /// and its classes decide no gate.
    ///
    /// @param digest digest of the judge
    /// @param calibration the calibration on the target's answers; null without a valid one
    /// @param error share of the calibration's answers that people class otherwise; null without a calibration
    /// @param corrected the main metric, corrected by human labels; null without a calibration
    /// @param reason why there is no valid calibration; null if there is one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JudgeResult(
            String name,
            String digest,
            @Nullable UUID calibration,
            @Nullable MetricResult error,
            @Nullable MetricResult corrected,
            @Nullable String reason) {}

    /// Returns the metric that represents the benchmark; null without a scored item.
    public @Nullable MetricResult main() {
        return metrics.isEmpty() ? null : metrics.getFirst();
    }

    /// Returns it without groups, for lists.
    public BenchmarkResults summary() {
        return new BenchmarkResults(method, shots, items, errors, metrics, List.of(), contamination, judge);
    }

    public BenchmarkResults withJudge(JudgeResult result) {
        return new BenchmarkResults(method, shots, items, errors, metrics, groups, contamination, result);
    }
}
