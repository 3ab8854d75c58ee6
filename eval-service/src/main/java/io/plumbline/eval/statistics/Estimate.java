package io.plumbline.eval.statistics;

import org.jspecify.annotations.Nullable;

/// A value with its interval, and how surely it lies below a threshold.
record Estimate(double value, Interval interval, double pValueBelow) {

    private static final int MOST_ITEMS = 1_000_000;

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
