package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.sampling.WeightedMean;
import io.plumbline.eval.statistics.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/// By how much people would rate one system above another: the judge's mean difference on the same items, put
/// right by how far the judge was off people on each system's labelled answers. A judge that favours one of
/// the two is found out by the labels. The intervals are guarded as those of [PredictionPoweredMean] are.
///
/// @param freedom degrees of it, those of the smaller of the two sets of labels
public record PredictionPoweredDifference(double value, double standardError, Interval interval, int freedom) {

    /// @param judged the judge's score of the candidate − of the baseline
    /// @param candidateHuman people's labels of the candidate's answers, in 0..1, and the judge's of the same
    ///     ones
    /// @param baselineHuman people's labels of the baseline's answers, and the judge's of the same ones
    public static PredictionPoweredDifference of(
            WeightedMean judged,
            double[] candidateHuman,
            double[] candidateJudge,
            double[] baselineHuman,
            double[] baselineJudge,
            double confidence) {
        Rectifier candidate = Rectifier.of(candidateHuman, candidateJudge);
        Rectifier baseline = Rectifier.of(baselineHuman, baselineJudge);
        double value = judged.value() + candidate.mean() - baseline.mean();
        double error =
                Math.sqrt(judged.standardError() * judged.standardError() + candidate.variance() + baseline.variance());
        int fewest = Math.min(candidateHuman.length, baselineHuman.length);
        double half = TDistribution.of(fewest - 1.0).inverseSurvivalProbability((1 - confidence) / 2) * error;
        return new PredictionPoweredDifference(
                value,
                error,
                new Interval(Math.clamp(value - half, -1, 1), Math.clamp(value + half, -1, 1)),
                fewest - 1);
    }

    /// The one-sided p-value against "people would find a difference of at least `threshold`".
    public double pValueBelow(double threshold) {
        return TDistribution.of(freedom).cumulativeProbability((value - threshold) / standardError);
    }

    /// How far the judge is off people, on average, and the variance of that mean.
    private record Rectifier(double mean, double variance) {

        static Rectifier of(double[] human, double[] judge) {
            int n = human.length;
            double[] residuals = new double[n];
            boolean binary = true;
            for (int i = 0; i < n; i++) {
                residuals[i] = human[i] - judge[i];
                binary &= human[i] == 0 || human[i] == 1;
            }
            double squares = Moments.variance(residuals) * n;
            double guarded = binary ? (squares + 1) / n : squares / (n - 1);
            return new Rectifier(Moments.mean(residuals), guarded / n);
        }
    }
}
