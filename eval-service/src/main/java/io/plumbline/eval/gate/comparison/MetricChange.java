package io.plumbline.eval.gate.comparison;

import org.jspecify.annotations.Nullable;

/// One metric on one item, in the metric's own scale.
///
/// @param candidate null if the candidate has no scorable answer
/// @param baseline null if the baseline has no scorable answer
/// @param change candidate − baseline; null without either
public record MetricChange(
        String metric,
        @Nullable Double candidate,
        @Nullable Double baseline,
        @Nullable Double change) {

    static MetricChange of(String metric, @Nullable Double candidate, @Nullable Double baseline) {
        Double change = candidate == null || baseline == null ? null : candidate - baseline;
        return new MetricChange(metric, candidate, baseline, change);
    }
}
