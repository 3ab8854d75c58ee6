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

    /// About how many items decide four times out of five if the value is the true one: an interval is as wide as
    /// one over the root of the items, and what is found varies too. Null where no practical number would.
    @Nullable
    Integer itemsNeeded(int items, double threshold, Power power) {
        double distance = value - threshold;
        double reach = distance > 0 ? value - interval.low() : interval.high() - value;
        return practical(items * Math.pow(power.reaches() * reach / distance, 2), items);
    }

    /// Rounded, more than there are, and null where nobody would ask so many.
    static @Nullable Integer practical(double needed, int items) {
        return needed <= MOST_ITEMS ? (int) Math.max(Math.ceil(needed), items + 1) : null;
    }
}
