package io.plumbline.monitoring.verdict;

/// How a rollout goes on.
public enum VerdictKind {
    PROMOTE,
    HOLD,
    ROLL_BACK
}
