package io.plumbline.eval.statistics;

/// What a check says. Ordered from best to worst, so that the worse of two is the one with the larger ordinal.
public enum Outcome {
    PASS,
    INCONCLUSIVE,
    FAIL;

    /// Both must hold: a failure fails, and what cannot be told cannot pass.
    public Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
