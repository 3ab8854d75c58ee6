package io.plumbline.eval.calibration.prediction;

import io.plumbline.eval.sampling.WeightedSample;
import io.plumbline.eval.statistics.BoundedMean;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of values within known bounds, and its uncertainty on either side. Student's interval has zero width
/// for equal values, and is too narrow for nearly equal ones. So each end is the further of Student's and
/// Gaffke's ([BoundedMean]), which acts as if one more value had been observed, the worst (best) possible.
final class UncertainMean {

    private final WeightedSample sample;
    private final BoundedMean bounded;

    /// @param worst worst possible value
    /// @param best best possible value
    UncertainMean(WeightedSample sample, double worst, double best) {
        this.sample = sample;
        this.bounded = BoundedMean.ofWeighted(sample.rows(), worst, best);
    }

    double value() {
        return sample.mean();
    }

    /// Returns how far below the value the mean may be, except with this probability.
    double below(double tail) {
        return Math.max(student(tail), value() - bounded.low(tail));
    }

    /// Returns how far above the value the mean may be, except with this probability.
    double above(double tail) {
        return Math.max(student(tail), bounded.high(tail) - value());
    }

    private double student(double tail) {
        return TDistribution.of(sample.freedom()).inverseSurvivalProbability(tail) * sample.standardError();
    }
}
