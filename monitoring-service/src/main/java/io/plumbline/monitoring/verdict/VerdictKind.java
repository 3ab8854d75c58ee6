package io.plumbline.monitoring.verdict;

/// The verdicts on a rollout.
public enum VerdictKind {
    PROMOTE,
    HOLD,
    ROLL_BACK
}
