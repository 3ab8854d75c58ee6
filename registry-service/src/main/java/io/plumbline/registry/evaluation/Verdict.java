package io.plumbline.registry.evaluation;

/// What an evaluation came to.
public enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE
}
