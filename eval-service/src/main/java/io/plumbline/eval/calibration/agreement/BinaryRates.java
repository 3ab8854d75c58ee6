package io.plumbline.eval.calibration.agreement;

import io.plumbline.eval.statistics.Proportion;
import java.util.Optional;

/// How a judge that says yes or no does against people.
///
/// @param truePositives both say yes
/// @param falsePositives the judge alone says yes
/// @param falseNegatives people alone say yes
/// @param trueNegatives both say no
public record BinaryRates(int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

    /// Yes is a score of at least `threshold`, on both sides.
    public static BinaryRates of(double[] judge, double[] human, double threshold) {
        int[][] counts = new int[2][2];
        for (int i = 0; i < judge.length; i++) {
            counts[judge[i] >= threshold ? 1 : 0][human[i] >= threshold ? 1 : 0]++;
        }
        return new BinaryRates(counts[1][1], counts[1][0], counts[0][1], counts[0][0]);
    }

    /// Share of people's yes that the judge says too; empty without any.
    public Optional<Proportion> sensitivity() {
        int yes = truePositives + falseNegatives;
        return yes == 0 ? Optional.empty() : Optional.of(new Proportion(truePositives, yes));
    }

    /// Share of people's no that the judge says too; empty without any.
    public Optional<Proportion> specificity() {
        int no = trueNegatives + falsePositives;
        return no == 0 ? Optional.empty() : Optional.of(new Proportion(trueNegatives, no));
    }

    /// Matthews' correlation, −1..1; 0 where one side said one thing alone, as scikit-learn has it.
    public double correlation() {
        double product = (double) (truePositives + falsePositives)
                * (truePositives + falseNegatives)
                * (trueNegatives + falsePositives)
                * (trueNegatives + falseNegatives);
        double difference = (double) truePositives * trueNegatives - (double) falsePositives * falseNegatives;
        return product == 0 ? 0 : difference / Math.sqrt(product);
    }
}
