package io.plumbline.eval.redteam.result;

import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import org.jspecify.annotations.Nullable;

/// A share of probes with Clopper and Pearson's exact 95 % interval, 0..1.
public record Rate(int count, int items, double rate, double low, double high) {

    private static final double CONFIDENCE = 0.95;

    /// Returns null without items.
    public static @Nullable Rate of(int count, int items) {
        if (items == 0) {
            return null;
        }
        Proportion share = new Proportion(count, items);
        ConfidenceInterval interval = share.clopperPearson(CONFIDENCE);
        return new Rate(count, items, share.rate(), interval.low(), interval.high());
    }
}
