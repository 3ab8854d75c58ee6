package io.plumbline.eval.statistics;

import org.jspecify.annotations.Nullable;

/// A value with its interval, and how surely it lies below a threshold.
record Estimate(double value, Interval interval, double pValueBelow) {

    private static final int MOST_ITEMS = 1_000_000;

    /// The same with the lower end of both: for a difference, of which a drop that was not seen must not be
    /// missed, and of which an upper end below 0 comes from drops that were.
    Estimate notAbove(@Nullable BoundedMean bound, double confidence) {
        if (bound == null) {
            return this;
        }
        double low = Math.min(interval.low(), bound.interval(confidence).low());
        return new Estimate(value, new Interval(low, interval.high()), pValueBelow);
    }

    /// The same with the wider interval and the larger p-value of both.
    Estimate notNarrowerThan(@Nullable BoundedMean bound, double confidence, double threshold) {
        if (bound == null) {
            return this;
        }
        return new Estimate(
                value, interval.and(bound.interval(confidence)), Math.max(pValueBelow, bound.pValueBelow(threshold)));
    }

    /// About how many items would move the interval off the threshold if the value stayed where it is: an
    /// interval is as wide as one over the root of the items.
    @Nullable
    Integer itemsNeeded(int items, double threshold) {
        double distance = value - threshold;
        double reach = distance > 0 ? value - interval.low() : interval.high() - value;
        double needed = Math.ceil(items * Math.pow(reach / distance, 2));
        return needed <= MOST_ITEMS ? (int) Math.max(needed, items + 1) : null;
    }
}
