package io.plumbline.eval.calibration.agreement;

import io.plumbline.eval.statistics.Proportion;
import java.util.Optional;

/// The accuracy of a binary judge against people.
///
/// @param truePositives both answer yes
/// @param falsePositives only the judge answers yes
/// @param falseNegatives only people answer yes
/// @param trueNegatives both answer no
public record BinaryRates(int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

    /// Yes is a score of at least `threshold`, for both sides.
    public static BinaryRates of(double[] judge, double[] human, double threshold) {
        int[][] counts = new int[2][2];
        for (int i = 0; i < judge.length; i++) {
            counts[judge[i] >= threshold ? 1 : 0][human[i] >= threshold ? 1 : 0]++;
        }
        return new BinaryRates(counts[1][1], counts[1][0], counts[0][1], counts[0][0]);
    }

    /// Returns the share of people's yes that the judge shares; empty without any.
    public Optional<Proportion> sensitivity() {
        int yes = truePositives + falseNegatives;
        return yes == 0 ? Optional.empty() : Optional.of(new Proportion(truePositives, yes));
    }

    /// Returns the share of people's no that the judge shares; empty without any.
    public Optional<Proportion> specificity() {
        int no = trueNegatives + falsePositives;
        return no == 0 ? Optional.empty() : Optional.of(new Proportion(trueNegatives, no));
    }

    /// Returns Matthews' correlation, −1..1; 0 if one side gave only one answer, like scikit-learn.
    public double correlation() {
        double product = (double) (truePositives + falsePositives)
                * (truePositives + falseNegatives)
                * (trueNegatives + falsePositives)
                * (trueNegatives + falseNegatives);
        double difference = (double) truePositives * trueNegatives - (double) falsePositives * falseNegatives;
        return product == 0 ? 0 : difference / Math.sqrt(product);
    }
}
