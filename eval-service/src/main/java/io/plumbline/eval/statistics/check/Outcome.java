package io.plumbline.eval.statistics.check;

/// The outcome of a check, from best to worst: the worse of two has the larger ordinal.
public enum Outcome {
    PASS,
    INCONCLUSIVE,
    FAIL;

    /// Both must hold: a failure fails, and an inconclusive one cannot pass.
    public Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
