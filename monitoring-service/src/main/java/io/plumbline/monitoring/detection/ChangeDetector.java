package io.plumbline.monitoring.detection;

import java.util.List;

/// Reads a stream one observation at a time and raises an alarm once the stream has changed. After an alarm it
/// starts again with the next observation. Deterministic. Not thread-safe.
public sealed interface ChangeDetector permits Adwin, Cusum, Ewma, PageHinkley, Threshold {

    /// Adds an observation.
    ///
    /// @return whether this observation raises an alarm
    boolean add(double value);

    /// Returns how many of the newest observations follow the estimated change, at least 1: as of the alarm if the
    /// newest observation raised one, else as of now.
    long sinceChange();

    /// Returns the evidence for a change as a share of the amount that raises an alarm.
    double evidence();

    /// Returns the state, for [DetectorKind#restore].
    List<Double> state();
}
