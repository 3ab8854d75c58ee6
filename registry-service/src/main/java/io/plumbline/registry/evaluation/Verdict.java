package io.plumbline.registry.evaluation;

/// The verdict of an evaluation.
public enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE;

    /// Returns the worse verdict: FAIL before INCONCLUSIVE before PASS.
    Verdict worse(Verdict other) {
        if (this == other || this == FAIL || other == PASS) {
            return this;
        }
        return other;
    }
}
