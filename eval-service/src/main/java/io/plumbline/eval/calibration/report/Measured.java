package io.plumbline.eval.calibration.report;

import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;

/// A figure with its 95 % interval.
public record Measured(double value, double ciLow, double ciHigh) {

    public static final double CONFIDENCE = 0.95;

    static Measured of(double value, ConfidenceInterval interval) {
        return new Measured(value, interval.low(), interval.high());
    }

    static Measured of(Proportion proportion) {
        return of(proportion.rate(), proportion.wilson(CONFIDENCE));
    }
}
