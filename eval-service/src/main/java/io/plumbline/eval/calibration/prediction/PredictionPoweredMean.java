package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.sampling.WeightedMean;
import io.plumbline.eval.statistics.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean that people would find on all items, from the verdicts of a judge on many and people's labels on
/// a few of them: the judge's mean, put right by how far it was off where people looked. However bad the
/// judge is, the interval is one of people's mean; a good judge makes it shorter.
///
/// PPI++: the judge counts by λ, chosen to make the variance least, so that a judge that knows nothing counts
/// nothing. The standard error is the paper's. The interval is a little longer than the paper's, which covers
/// too rarely with few labels: it uses Student's quantile with n − 1 degrees of freedom, and where labels are
/// yes or no it adds two residuals of weight ½ at either end of the range, as Agresti and Coull do for
/// proportions, since a judge that was never wrong on thirty items is not one that never is. The verdicts on
/// the other items are taken to be many; a gate, which may have few, decides by [TransferredMean].
///
/// @param value the estimate
/// @param standardError of the estimate
/// @param lambda weight of the judge, 0..1
/// @param labelled items with labels
/// @param judged items with verdicts alone
/// @see <a href="https://arxiv.org/abs/2301.09633">Angelopoulos et al. 2023</a>
/// @see <a href="https://arxiv.org/abs/2311.01453">Angelopoulos, Duchi and Zrnic 2023</a>
public record PredictionPoweredMean(
        double value, double standardError, Interval interval, double lambda, int labelled, int judged) {

    /// Fewer labels have no spread to speak of.
    public static final int FEWEST_LABELS = 10;

    /// The estimate with the best λ.
    ///
    /// @param human people's labels, in 0..1
    /// @param judge verdicts on the same items, in 0..1
    /// @param unlabelled verdicts on the other items, drawn from the same population
    /// @throws IllegalArgumentException for fewer labels than [#FEWEST_LABELS], or no verdicts beside them
    public static PredictionPoweredMean of(double[] human, double[] judge, double[] unlabelled, double confidence) {
        requireEnough(human, judge, unlabelled);
        double[] all = new double[judge.length + unlabelled.length];
        System.arraycopy(judge, 0, all, 0, judge.length);
        System.arraycopy(unlabelled, 0, all, judge.length, unlabelled.length);
        double spread = Moments.variance(all) * (1 + (double) human.length / unlabelled.length);
        double lambda = spread == 0 ? 0 : Math.clamp(Moments.covariance(human, judge) / spread, 0, 1);
        return with(lambda, human, judge, unlabelled, confidence);
    }

    /// The same where the other items were drawn with known probabilities: their mean is the weighted one.
    ///
    /// @param unlabelled verdicts on the other items
    /// @param probabilities with which each of them was drawn, above 0 and at most 1
    public static PredictionPoweredMean ofSample(
            double[] human, double[] judge, double[] unlabelled, double[] probabilities, double confidence) {
        requireEnough(human, judge, unlabelled);
        WeightedMean judged = WeightedMean.of(unlabelled, probabilities, confidence);
        double variance = judged.standardError() * judged.standardError();
        double spread = Moments.variance(judge) + human.length * variance;
        double lambda = spread == 0 ? 0 : Math.clamp(Moments.covariance(human, judge) / spread, 0, 1);
        return with(lambda, human, judge, new Judged(judged.value(), variance, unlabelled.length), confidence);
    }

    /// The estimate with a given λ: 1 is the first paper's PPI, 0 is people's labels alone.
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

    /// The judge's mean on the other items, and the variance of that mean.
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
                new Interval(Math.clamp(value - half, 0, 1), Math.clamp(value + half, 0, 1)),
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
