package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.sampling.WeightedMean;
import io.plumbline.eval.statistics.ConfidenceInterval;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean human rating of all items, estimated from a judge's ratings of many and labels of a few: the judge's
/// mean, corrected by its error on labelled items. However bad the judge, the interval covers the human mean; a
/// good judge makes it shorter.
///
/// PPI++: the judge has the weight λ that minimises the variance, so an uninformative judge has no weight. The
/// standard error is the paper's. The interval is slightly longer than the paper's, whose coverage is too low
/// with few labels: it uses Student's quantile with n − 1 degrees of freedom, and for binary labels it adds two
/// residuals of weight ½ at the ends of the range, like Agresti and Coull for proportions, since a judge without
/// an error on thirty items is not infallible. It assumes many ratings of the other items; a gate, which may have
/// few, uses [TransferredMean].
///
/// @param value the estimate
/// @param standardError of the estimate
/// @param lambda weight of the judge, 0..1
/// @param labelled number of labelled items
/// @param judged number of items with only ratings
/// @see <a href="https://arxiv.org/abs/2301.09633">Angelopoulos et al. 2023</a>
/// @see <a href="https://arxiv.org/abs/2311.01453">Angelopoulos, Duchi and Zrnic 2023</a>
public record PredictionPoweredMean(
        double value, double standardError, ConfidenceInterval interval, double lambda, int labelled, int judged) {

    /// Fewer labels have no meaningful spread.
    public static final int FEWEST_LABELS = 10;

    /// Estimates with the best λ.
    ///
    /// @param human labels, in 0..1
    /// @param judge ratings of the same items, in 0..1
    /// @param unlabelled ratings of the other items, from the same population
    /// @throws IllegalArgumentException for fewer labels than [#FEWEST_LABELS], or no other ratings
    public static PredictionPoweredMean of(double[] human, double[] judge, double[] unlabelled, double confidence) {
        requireEnough(human, judge, unlabelled);
        double[] all = new double[judge.length + unlabelled.length];
        System.arraycopy(judge, 0, all, 0, judge.length);
        System.arraycopy(unlabelled, 0, all, judge.length, unlabelled.length);
        double spread = Moments.variance(all) * (1 + (double) human.length / unlabelled.length);
        double lambda = spread == 0 ? 0 : Math.clamp(Moments.covariance(human, judge) / spread, 0, 1);
        return with(lambda, human, judge, unlabelled, confidence);
    }

    /// Estimates from other items with known sampling probabilities, by their weighted mean.
    ///
    /// @param unlabelled ratings of the other items
    /// @param probabilities sampling probability of each, above 0 and at most 1
    public static PredictionPoweredMean ofSample(
            double[] human, double[] judge, double[] unlabelled, double[] probabilities, double confidence) {
        requireEnough(human, judge, unlabelled);
        WeightedMean judged = WeightedMean.of(unlabelled, probabilities, confidence);
        double variance = judged.standardError() * judged.standardError();
        double spread = Moments.variance(judge) + human.length * variance;
        double lambda = spread == 0 ? 0 : Math.clamp(Moments.covariance(human, judge) / spread, 0, 1);
        return with(lambda, human, judge, new Judged(judged.value(), variance, unlabelled.length), confidence);
    }

    /// Estimates with a given λ: 1 is the first paper's PPI, 0 uses only the labels.
    static PredictionPoweredMean with(
            double lambda, double[] human, double[] judge, double[] unlabelled, double confidence) {
        requireEnough(human, judge, unlabelled);
        int judged = unlabelled.length;
        return with(
                lambda,
                human,
                judge,
                new Judged(Moments.mean(unlabelled), Moments.variance(unlabelled) / judged, judged),
                confidence);
    }

    /// The judge's mean on the other items, and its variance.
    private record Judged(double mean, double variance, int items) {}

    private static PredictionPoweredMean with(
            double lambda, double[] human, double[] judge, Judged judged, double confidence) {
        int n = human.length;
        double[] residuals = new double[n];
        boolean binary = true;
        for (int i = 0; i < n; i++) {
            residuals[i] = human[i] - lambda * judge[i];
            binary &= human[i] == 0 || human[i] == 1;
        }
        double value = lambda * judged.mean() + Moments.mean(residuals);
        double ofJudge = lambda * lambda * judged.variance();
        double squares = Moments.variance(residuals) * n;
        double guarded = binary ? (squares + 1) / n : squares / (n - 1);
        double guardedError = Math.sqrt(ofJudge + guarded / n);
        double half = TDistribution.of(n - 1.0).inverseSurvivalProbability((1 - confidence) / 2) * guardedError;
        return new PredictionPoweredMean(
                value,
                Math.sqrt(ofJudge + squares / n / n),
                new ConfidenceInterval(Math.clamp(value - half, 0, 1), Math.clamp(value + half, 0, 1)),
                lambda,
                n,
                judged.items());
    }

    private static void requireEnough(double[] human, double[] judge, double[] unlabelled) {
        if (human.length != judge.length || human.length < FEWEST_LABELS || unlabelled.length == 0) {
            throw new IllegalArgumentException("At least " + FEWEST_LABELS
                    + " items with both label and verdict are needed, and verdicts on others: there are "
                    + human.length + ", " + judge.length + " and " + unlabelled.length + ".");
        }
    }
}
