package io.plumbline.console.judge;

/// The state of a judge's calibration.
public enum CalibrationState {
    /// A valid calibration confirmed by a second person.
    FRESH,
    /// A valid calibration without confirmation.
    UNCONFIRMED,
    /// An outdated calibration.
    STALE,
    /// No calibration.
    NONE
}
