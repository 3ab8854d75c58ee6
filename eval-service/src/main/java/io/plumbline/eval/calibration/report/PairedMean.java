package io.plumbline.eval.calibration.report;

import io.plumbline.eval.statistics.ConfidenceInterval;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean difference of two scores of the same items, with Student's interval.
///
/// @param standardError with n − 1 in its denominator
record PairedMean(int items, double value, double standardError) {

    /// The mean of single values, at least two.
    static PairedMean of(double[] values) {
        return difference(values, new double[values.length]);
    }

    /// @param after at least two values
    static PairedMean difference(double[] after, double[] before) {
        double sum = 0;
        for (int i = 0; i < after.length; i++) {
            sum += after[i] - before[i];
        }
        double mean = sum / after.length;
        double squares = 0;
        for (int i = 0; i < after.length; i++) {
            double apart = after[i] - before[i] - mean;
            squares += apart * apart;
        }
        return new PairedMean(after.length, mean, Math.sqrt(squares / (after.length - 1.0) / after.length));
    }

    ConfidenceInterval interval(double confidence) {
        double half = TDistribution.of(items - 1.0).inverseSurvivalProbability((1 - confidence) / 2) * standardError;
        return new ConfidenceInterval(value - half, value + half);
    }

    Measured measured() {
        return Measured.of(value, interval(Measured.CONFIDENCE));
    }
}
