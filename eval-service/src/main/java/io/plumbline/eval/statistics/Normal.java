package io.plumbline.eval.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// Quantiles and tails of the standard normal and of Student's t.
public final class Normal {

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /// Returns the z of a two-sided interval of this confidence: 1.96 for 0.95.
    static double twoSided(double confidence) {
        return STANDARD.inverseSurvivalProbability((1 - confidence) / 2);
    }

    /// Returns the z exceeded with this probability: 0.84 for 0.2.
    public static double upperQuantile(double probability) {
        return STANDARD.inverseSurvivalProbability(probability);
    }

    public static double cumulative(double z) {
        return STANDARD.cumulativeProbability(z);
    }

    /// Returns Student's counterpart of [#twoSided] for a mean of `items` values.
    static double studentTwoSided(double confidence, int items) {
        return TDistribution.of(items - 1.0).inverseSurvivalProbability((1 - confidence) / 2);
    }

    static double studentCumulative(double t, int items) {
        return TDistribution.of(items - 1.0).cumulativeProbability(t);
    }

    public static void requireConfidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("Confidence lies between 0 and 1, not at " + confidence);
        }
    }
}
