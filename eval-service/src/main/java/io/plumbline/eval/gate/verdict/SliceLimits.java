package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.suite.document.SliceRule;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import org.jspecify.annotations.Nullable;

/// The limits of a metric on a slice.
///
/// @param block whether the verdict depends on it
/// @param floor lowest score, in the metric's own scale
/// @param allowed largest drop against the baseline, in the metric's own scale
record SliceLimits(
        String slice,
        MetricRule metric,
        boolean block,
        @Nullable Double floor,
        @Nullable Double allowed) {

    /// @param rule rule of a blocking slice; null otherwise
    static SliceLimits of(String slice, MetricRule metric, @Nullable SliceRule rule) {
        return rule != null && rule.covers(metric)
                ? new SliceLimits(slice, metric, true, rule.floorOf(metric), rule.maxRegressionOf(metric))
                : new SliceLimits(slice, metric, false, metric.floor(), metric.maxRegression());
    }

    boolean limited() {
        return floor != null || allowed != null;
    }

    /// Returns the name of a check.
    String check(String kind) {
        return SliceReport.OF_SLICE + slice + "." + metric.label() + kind;
    }
}
