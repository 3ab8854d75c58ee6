package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.sampling.WeightedSample;
import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.List;

/// The difference between human ratings of two systems: the judge's mean difference on the same items, corrected
/// by the judge's error on each system's labelled answers. Labels reveal a judge that favours one of the two. The
/// interval is that of [TransferredMean]. Immutable.
public final class PredictionPoweredDifference {

    private final CombinedMeans means;
    private final ConfidenceInterval interval;

    private PredictionPoweredDifference(CombinedMeans means, double confidence) {
        this.means = means;
        this.interval = means.interval(confidence, -1, 1);
    }

    /// @param judged the judge's score of the candidate − of the baseline, by item
    /// @param candidateHuman labels of the candidate's answers, in 0..1, and the judge's scores of the same ones
    /// @param baselineHuman labels of the baseline's answers, and the judge's scores of the same ones
    /// @throws IllegalArgumentException for fewer labels of either than [PredictionPoweredMean#FEWEST_LABELS]
    public static PredictionPoweredDifference of(
            WeightedSample judged,
            double[] candidateHuman,
            double[] candidateJudge,
            double[] baselineHuman,
            double[] baselineJudge,
            double confidence) {
        List<UncertainMean> added =
                List.of(new UncertainMean(judged, -1, 1), TransferredMean.offPeople(candidateHuman, candidateJudge));
        List<UncertainMean> taken = List.of(TransferredMean.offPeople(baselineHuman, baselineJudge));
        return new PredictionPoweredDifference(new CombinedMeans(added, taken), confidence);
    }

    public double value() {
        return means.value();
    }

    public ConfidenceInterval interval() {
        return interval;
    }

    /// Returns the one-sided p-value against "the human difference is at least `threshold`".
    public double pValueBelow(double threshold) {
        return means.pValueBelow(threshold);
    }
}
