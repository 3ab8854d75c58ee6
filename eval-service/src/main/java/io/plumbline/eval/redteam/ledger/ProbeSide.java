package io.plumbline.eval.redteam.ledger;

/// How a probe is sent.
public enum ProbeSide {
    /// Through the guards, as in production.
    GUARDED,
    /// Without guards.
    BYPASSED
}
