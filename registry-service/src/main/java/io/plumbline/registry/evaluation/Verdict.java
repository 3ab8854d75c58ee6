package io.plumbline.registry.evaluation;

/// What an evaluation came to.
public enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE;

    /// FAIL before INCONCLUSIVE before PASS.
    Verdict worse(Verdict other) {
        if (this == other || this == FAIL || other == PASS) {
            return this;
        }
        return other;
    }
}
