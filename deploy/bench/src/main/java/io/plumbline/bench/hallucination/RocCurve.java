package io.plumbline.bench.hallucination;

import java.util.Arrays;

/// The area under the ROC curve: the probability that a positive has a higher score than a negative, ties counting
/// half, with DeLong's 95 % interval.
///
/// @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong and Clarke-Pearson 1988</a>
record RocCurve(double area, double low, double high, int positives, int negatives) {

    private static final double Z = 1.959964;

    /// @param positives their scores, at least two
    /// @param negatives their scores, at least two
    static RocCurve of(double[] positives, double[] negatives) {
        double[] byPositive = placements(positives, negatives, true);
        double[] byNegative = placements(negatives, positives, false);
        double area = Arrays.stream(byPositive).average().orElseThrow();
        double error = Math.sqrt(variance(byPositive) / positives.length + variance(byNegative) / negatives.length);
        return new RocCurve(
                area, Math.max(0, area - Z * error), Math.min(1, area + Z * error), positives.length, negatives.length);
    }

    /// Returns for each score the share of the others that it is on the right side of.
    private static double[] placements(double[] scores, double[] others, boolean above) {
        double[] placements = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            double wins = 0;
            for (double other : others) {
                int order = Double.compare(scores[i], other);
                wins += order == 0 ? 0.5 : order > 0 == above ? 1 : 0;
            }
            placements[i] = wins / others.length;
        }
        return placements;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
