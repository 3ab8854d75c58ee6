package io.plumbline.eval.page.judge;

/// What there is to rely on.
public enum CalibrationState {
    /// A calibration that holds and that a second person has confirmed.
    FRESH,
    /// One that holds, and that nobody but its author has confirmed.
    UNCONFIRMED,
    /// One that does not hold any more.
    STALE,
    /// None at all.
    NONE
}
