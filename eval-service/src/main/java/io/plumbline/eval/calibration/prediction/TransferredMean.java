package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.sampling.WeightedSample;
import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.List;

/// The mean human rating of answers that a judge has rated, if the labels are of other answers, for example an
/// earlier run's: the judge's mean, corrected by its error on labelled answers. It is prediction-powered
/// inference ([PredictionPoweredMean]) with λ = 1, so that only the judge's error is transferred from the
/// labelled answers.
///
/// The interval is valid for decisions, even on a few equal ratings, and on ratings of similar items
/// ([UncertainMean], [CombinedMeans]). Immutable.
public final class TransferredMean {

    private final CombinedMeans means;
    private final ConfidenceInterval interval;

    private TransferredMean(CombinedMeans means, double confidence) {
        this.means = means;
        this.interval = means.interval(confidence, 0, 1);
    }

    /// @param human labels, in 0..1
    /// @param judge ratings of the same answers, in 0..1
    /// @param judged ratings of the answers to estimate, in 0..1
    /// @throws IllegalArgumentException for fewer labels than [PredictionPoweredMean#FEWEST_LABELS]
    public static TransferredMean of(double[] human, double[] judge, WeightedSample judged, double confidence) {
        return new TransferredMean(
                new CombinedMeans(List.of(new UncertainMean(judged, 0, 1), offPeople(human, judge)), List.of()),
                confidence);
    }

    /// Returns the judge's error against people.
    ///
    /// @throws IllegalArgumentException for too few labels, or lists of unequal length
    static UncertainMean offPeople(double[] human, double[] judge) {
        if (human.length != judge.length || human.length < PredictionPoweredMean.FEWEST_LABELS) {
            throw new IllegalArgumentException("At least " + PredictionPoweredMean.FEWEST_LABELS
                    + " answers with both label and verdict are needed: there are " + human.length + " and "
                    + judge.length + ".");
        }
        double[] residuals = new double[human.length];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = human[i] - judge[i];
        }
        return new UncertainMean(WeightedSample.ofEqual(residuals), -1, 1);
    }

    public double value() {
        return means.value();
    }

    public ConfidenceInterval interval() {
        return interval;
    }

    /// Returns the one-sided p-value against "the human mean is at least `threshold`".
    public double pValueBelow(double threshold) {
        return means.pValueBelow(threshold);
    }
}
