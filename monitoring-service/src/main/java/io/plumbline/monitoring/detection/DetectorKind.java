package io.plumbline.monitoring.detection;

import java.util.List;

/// The detectors of a change.
public enum DetectorKind {
    /// Fastest for a shift of about one standard deviation: see [Cusum].
    CUSUM,
    /// For small, lasting shifts: see [Ewma].
    EWMA,
    /// Tolerates slow drift of the normal state: see [PageHinkley].
    PAGE_HINKLEY,
    /// Makes no assumption on the distribution, and is slower: see [Adwin].
    ADWIN,
    /// A limit on single observations, for large changes only: see [Threshold].
    THRESHOLD;

    /// Returns a detector for standardised observations.
    ///
    /// @param runLength average number of observations until a false alarm, above 1
    public ChangeDetector withRunLength(double runLength) {
        return switch (this) {
            case CUSUM -> Cusum.withRunLength(runLength);
            case EWMA -> Ewma.withRunLength(runLength);
            case PAGE_HINKLEY -> PageHinkley.withRunLength(runLength);
            case ADWIN -> Adwin.withRunLength(runLength);
            case THRESHOLD -> Threshold.withRunLength(runLength);
        };
    }

    /// Continues from a state of [ChangeDetector#state()].
    public ChangeDetector restore(List<Double> state) {
        return switch (this) {
            case CUSUM -> Cusum.of(state);
            case EWMA -> Ewma.of(state);
            case PAGE_HINKLEY -> PageHinkley.of(state);
            case ADWIN -> Adwin.of(state);
            case THRESHOLD -> Threshold.of(state);
        };
    }
}
