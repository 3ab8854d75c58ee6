package io.plumbline.eval.sampling;

import io.plumbline.eval.statistics.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of all items from those that were drawn with known probabilities, with Student's interval: what a
/// judge says, to be shown. An interval to decide by is wider where the values hardly differ.
///
/// @param units that it was computed from: items, or clusters of them
/// @param effectiveUnits as many, drawn with equal probabilities, would weigh as much (Kish)
public record WeightedMean(double value, double standardError, Interval interval, int units, double effectiveUnits) {

    /// @throws IllegalArgumentException for fewer than two units
    public static WeightedMean of(WeightedSample sample, double confidence) {
        if (sample.units() < 2) {
            throw new IllegalArgumentException("At least two items with their probabilities are needed.");
        }
        double mean = sample.mean();
        double error = sample.standardError();
        double half = TDistribution.of(sample.freedom()).inverseSurvivalProbability((1 - confidence) / 2) * error;
        return new WeightedMean(
                mean, error, new Interval(mean - half, mean + half), sample.units(), sample.effectiveUnits());
    }

    /// @param values of the drawn items
    /// @param probabilities with which each was drawn, above 0 and at most 1
    /// @throws IllegalArgumentException for fewer than two items, or lists of unequal length
    public static WeightedMean of(double[] values, double[] probabilities, double confidence) {
        return of(WeightedSample.of(values, probabilities), confidence);
    }
}
