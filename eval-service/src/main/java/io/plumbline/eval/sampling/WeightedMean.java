package io.plumbline.eval.sampling;

import io.plumbline.eval.statistics.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of all items from those that were drawn with known probabilities: each stands for as many as were
/// as likely to be drawn. Hájek's estimator; its variance by linearization, with the luck of which items
/// there are at all, since a gate speaks of the items to come.
///
/// @param items that it was computed from
/// @param effectiveItems as many items, drawn with equal probabilities, would weigh as much (Kish)
public record WeightedMean(double value, double standardError, Interval interval, int items, double effectiveItems) {

    /// @param values of the drawn items
    /// @param probabilities with which each was drawn, above 0 and at most 1
    /// @throws IllegalArgumentException for fewer than two items, or lists of unequal length
    public static WeightedMean of(double[] values, double[] probabilities, double confidence) {
        int n = values.length;
        if (n < 2 || probabilities.length != n) {
            throw new IllegalArgumentException("At least two items with their probabilities are needed.");
        }
        double weights = 0;
        double squaredWeights = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (!(probabilities[i] > 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException("A probability lies above 0 and at most at 1.");
            }
            double weight = 1 / probabilities[i];
            weights += weight;
            squaredWeights += weight * weight;
            sum += weight * values[i];
        }
        double mean = sum / weights;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double part = (values[i] - mean) / probabilities[i];
            squares += part * part;
        }
        double error = Math.sqrt(squares * n / (n - 1.0)) / weights;
        double effective = weights * weights / squaredWeights;
        double half =
                TDistribution.of(Math.max(1, effective - 1)).inverseSurvivalProbability((1 - confidence) / 2) * error;
        return new WeightedMean(mean, error, new Interval(mean - half, mean + half), n, effective);
    }
}
