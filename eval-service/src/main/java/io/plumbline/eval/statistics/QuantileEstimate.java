package io.plumbline.eval.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// A quantile of what a sample was drawn from, by the sample's order statistics: whatever the distribution,
/// how many of n values lie below the quantile is binomial. The values count as independent (David and
/// Nagaraja, Order Statistics, 2003, section 7.1).
///
/// @param value the sample's own quantile: the smallest value that so large a share does not exceed
/// @param interval of the quantile; it begins at 0 where no value bounds it from below, and ends at the
///     largest value where none bounds it from above
/// @param isBounded whether the sample is large enough for an upper end: 72 values for 0.95 at 95 %
public record QuantileEstimate(double value, Interval interval, boolean isBounded) {

    /// @param values at least one, none below 0
    /// @param share above 0 and below 1
    /// @param confidence of the two-sided interval
    public static QuantileEstimate of(double[] values, double share, double confidence) {
        Normal.requireConfidence(confidence);
        if (values.length == 0) {
            throw new IllegalArgumentException("Nothing follows from no values.");
        }
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        int count = ascending.length;
        double tail = (1 - confidence) / 2;
        BinomialDistribution below = BinomialDistribution.of(count, share);
        int low = below.inverseCumulativeProbability(tail);
        int high = below.inverseSurvivalProbability(tail) + 1;
        return new QuantileEstimate(
                ascending[(int) Math.ceil(share * count) - 1],
                new Interval(low == 0 ? 0 : ascending[low - 1], ascending[Math.min(high, count) - 1]),
                high <= count);
    }

    /// How many values it takes for an upper end.
    public static int fewest(double share, double confidence) {
        Normal.requireConfidence(confidence);
        return (int) Math.ceil(Math.log((1 - confidence) / 2) / Math.log(share));
    }
}
