package io.plumbline.gateway.rollout.verdict;

/// The possible verdicts on a rollout's step.
public enum Verdict {
    PROMOTE,
    HOLD,
    ROLL_BACK
}
