package io.plumbline.eval.gate.comparison;

import org.jspecify.annotations.Nullable;

/// One metric on one item, in the metric's own scale.
///
/// @param candidate null when the candidate has no answer that could be scored
/// @param baseline the same of the baseline
/// @param change candidate less baseline; null without either
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
