package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.sampling.WeightedSample;
import io.plumbline.eval.statistics.BoundedMean;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of values within known bounds, and how far off it may be on either side. Student's interval has no
/// width where all values are the same, and too little where nearly all are; so each end is the further one of
/// Student's and of Gaffke's ([BoundedMean]), which is as if one more had been seen, with the worst (best) value.
final class UncertainMean {

    private final WeightedSample sample;
    private final BoundedMean bounded;

    /// @param worst value that there could be
    /// @param best value that there could be
    UncertainMean(WeightedSample sample, double worst, double best) {
        this.sample = sample;
        this.bounded = BoundedMean.ofWeighted(sample.rows(), worst, best);
    }

    double value() {
        return sample.mean();
    }

    /// How far below the value the mean may be, but for this chance.
    double below(double tail) {
        return Math.max(student(tail), value() - bounded.low(tail));
    }

    /// How far above the value the mean may be, but for this chance.
    double above(double tail) {
        return Math.max(student(tail), bounded.high(tail) - value());
    }

    private double student(double tail) {
        return TDistribution.of(sample.freedom()).inverseSurvivalProbability(tail) * sample.standardError();
    }
}
