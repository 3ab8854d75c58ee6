package io.plumbline.eval.page.judge;

/// What there is to rely on.
public enum CalibrationState {
    /// A calibration that holds.
    FRESH,
    /// One that does not hold any more.
    STALE,
    /// None at all.
    NONE
}
