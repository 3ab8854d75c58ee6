package io.plumbline.eval.statistics.check;

import io.plumbline.eval.statistics.BoundedMean;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Power;
import org.jspecify.annotations.Nullable;

/// A value with its interval, and the p-value of being below a threshold.
record Estimate(double value, ConfidenceInterval interval, double pValueBelow) {

    private static final int MOST_ITEMS = 1_000_000;

    /// Returns the estimate with the lower of both lower ends: for a difference, where an unobserved drop must
    /// not be missed, while an upper end below 0 comes from observed drops.
    Estimate notAbove(@Nullable BoundedMean bound, double confidence) {
        if (bound == null) {
            return this;
        }
        double low = Math.min(interval.low(), bound.interval(confidence).low());
        return new Estimate(value, new ConfidenceInterval(low, interval.high()), pValueBelow);
    }

    /// Returns the estimate with the wider interval and the larger p-value of both.
    Estimate notNarrowerThan(@Nullable BoundedMean bound, double confidence, double threshold) {
        if (bound == null) {
            return this;
        }
        return new Estimate(
                value, interval.and(bound.interval(confidence)), Math.max(pValueBelow, bound.pValueBelow(threshold)));
    }

    /// Returns approximately the number of items that decides four times out of five if the value is the true
    /// one: the width of an interval is inversely proportional to the root of the number of items, and results
    /// vary too. Null if no practical number does.
    @Nullable
    Integer itemsNeeded(int items, double threshold, Power power) {
        double distance = value - threshold;
        double reach = distance > 0 ? value - interval.low() : interval.high() - value;
        return practical(items * Math.pow(power.reaches() * reach / distance, 2), items);
    }

    /// Returns the number rounded and larger than the current one; null if it is impractical.
    static @Nullable Integer practical(double needed, int items) {
        return needed <= MOST_ITEMS ? (int) Math.max(Math.ceil(needed), items + 1) : null;
    }
}
