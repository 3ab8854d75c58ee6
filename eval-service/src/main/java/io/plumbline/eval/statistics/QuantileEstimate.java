package io.plumbline.eval.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// A quantile of a sampled distribution by the sample's order statistics: for any distribution, the number of n
/// values below the quantile is binomial. The values must be independent (David and Nagaraja, Order Statistics,
/// 2003, section 7.1).
///
/// @param value the sample's quantile: the smallest value that this share does not exceed
/// @param interval interval of the quantile; it starts at 0 if no value bounds it from below, and ends at the
///     largest value if none bounds it from above
/// @param isBounded whether the sample is large enough for an upper end: 72 values for 0.95 at 95 %
public record QuantileEstimate(double value, ConfidenceInterval interval, boolean isBounded) {

    /// @param values at least one, none below 0
    /// @param share above 0 and below 1
    /// @param confidence confidence of the two-sided interval
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
                new ConfidenceInterval(low == 0 ? 0 : ascending[low - 1], ascending[Math.min(high, count) - 1]),
                high <= count);
    }

    /// Returns the number of values needed for an upper end.
    public static int fewest(double share, double confidence) {
        Normal.requireConfidence(confidence);
        return (int) Math.ceil(Math.log((1 - confidence) / 2) / Math.log(share));
    }
}
