package io.plumbline.web.chart;

import org.jspecify.annotations.Nullable;

/// Geometry of a value with its confidence interval and threshold on a common scale, drawn by `web-kit/chart ::
/// interval` in a view box of 200 × 16.
///
/// @param threshold x of the threshold; null if there is none
public record IntervalChart(
        double low, double high, double value, @Nullable Double threshold) {

    public static final int WIDTH = 200;

    /// @param min left end of the scale
    /// @param max right end of the scale, greater than `min`
    public static IntervalChart of(
            double low, double high, double value, @Nullable Double threshold, double min, double max) {
        return new IntervalChart(
                scaled(low, min, max),
                scaled(high, min, max),
                scaled(value, min, max),
                threshold == null ? null : scaled(threshold, min, max));
    }

    private static double scaled(double value, double min, double max) {
        double share = (value - min) / (max - min);
        return Math.clamp(share, 0, 1) * WIDTH;
    }

    public double width() {
        return Math.max(high - low, 1);
    }
}
