package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.sampling.WeightedSample;
import io.plumbline.eval.statistics.Interval;
import java.util.List;

/// The mean that people would find on answers that a judge has rated, where their labels are of other answers,
/// such as an earlier run's: the judge's mean, put right by how far it was off where people looked. It is
/// prediction-powered inference ([PredictionPoweredMean]) with λ = 1, so that nothing is taken over from the
/// labelled answers but how far the judge is off.
///
/// The interval is one to decide by, also on a few verdicts that are all the same, and on verdicts about items
/// that are alike ([UncertainMean], [CombinedMeans]). Immutable.
public final class TransferredMean {

    private final CombinedMeans means;
    private final Interval interval;

    private TransferredMean(CombinedMeans means, double confidence) {
        this.means = means;
        this.interval = means.interval(confidence, 0, 1);
    }

    /// @param human people's labels, in 0..1
    /// @param judge verdicts on the same answers, in 0..1
    /// @param judged verdicts on the answers that are asked about, in 0..1
    /// @throws IllegalArgumentException for fewer labels than [PredictionPoweredMean#FEWEST_LABELS]
    public static TransferredMean of(double[] human, double[] judge, WeightedSample judged, double confidence) {
        return new TransferredMean(
                new CombinedMeans(List.of(new UncertainMean(judged, 0, 1), offPeople(human, judge)), List.of()),
                confidence);
    }

    /// How far the judge is off people.
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

    public Interval interval() {
        return interval;
    }

    /// The one-sided p-value against "people's mean is at least `threshold`".
    public double pValueBelow(double threshold) {
        return means.pValueBelow(threshold);
    }
}
