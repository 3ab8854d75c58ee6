package io.plumbline.eval.statistics.check;

/// The outcome of a check, from best to worst: the worse of two has the larger ordinal.
public enum CheckOutcome {
    PASS,
    INCONCLUSIVE,
    FAIL;

    /// Both must hold: a failure fails, and an inconclusive one cannot pass.
    public CheckOutcome and(CheckOutcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
