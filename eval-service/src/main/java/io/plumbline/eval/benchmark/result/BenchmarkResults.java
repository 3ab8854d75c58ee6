package io.plumbline.eval.benchmark.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchmarkResults(
        String method,
        int shots,
        int items,
        int errors,
        List<MetricResult> metrics,
        List<GroupResult> groups,
        @Nullable ContaminationResult contamination) {

    /// How an interval was computed.
    public enum IntervalMethod {
        /// Wilson's, for shares of items.
        WILSON,
        /// The expanded percentile bootstrap over items, for other means.
        BOOTSTRAP,
        /// Clopper and Pearson's exact one.
        CLOPPER_PEARSON
    }

    /// A mean over items with its 95 % interval, 0..1.
    public record MetricResult(
            String name, double value, double low, double high, int items, IntervalMethod interval) {}

    public record GroupResult(String group, MetricResult result) {}

    /// Returns the metric that represents the benchmark; null without a scored item.
    public @Nullable MetricResult main() {
        return metrics.isEmpty() ? null : metrics.getFirst();
    }

    /// Returns it without groups, for lists.
    public BenchmarkResults summary() {
        return new BenchmarkResults(method, shots, items, errors, metrics, List.of(), contamination);
    }
}
