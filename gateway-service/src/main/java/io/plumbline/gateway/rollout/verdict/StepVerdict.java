package io.plumbline.gateway.rollout.verdict;

/// The possible verdicts on a rollout's step.
public enum StepVerdict {
    PROMOTE,
    HOLD,
    ROLL_BACK
}
