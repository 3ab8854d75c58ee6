package io.plumbline.eval.sampling;

import io.plumbline.eval.statistics.ConfidenceInterval;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of all items from those sampled with known probabilities, with Student's interval: for display of a
/// judge's ratings. An interval for decisions is wider if the values hardly differ.
///
/// @param units number of items or clusters of items
/// @param effectiveUnits number of equally likely units with the same information (Kish)
public record WeightedMean(
        double value, double standardError, ConfidenceInterval interval, int units, double effectiveUnits) {

    /// @throws IllegalArgumentException for fewer than two units
    public static WeightedMean of(WeightedSample sample, double confidence) {
        if (sample.units() < 2) {
            throw new IllegalArgumentException("At least two items with their probabilities are needed.");
        }
        double mean = sample.mean();
        double error = sample.standardError();
        double half = TDistribution.of(sample.freedom()).inverseSurvivalProbability((1 - confidence) / 2) * error;
        return new WeightedMean(
                mean, error, new ConfidenceInterval(mean - half, mean + half), sample.units(), sample.effectiveUnits());
    }

    /// @param values values of the sampled items
    /// @param probabilities sampling probability of each, above 0 and at most 1
    /// @throws IllegalArgumentException for fewer than two items, or lists of unequal length
    public static WeightedMean of(double[] values, double[] probabilities, double confidence) {
        return of(WeightedSample.of(values, probabilities), confidence);
    }
}
