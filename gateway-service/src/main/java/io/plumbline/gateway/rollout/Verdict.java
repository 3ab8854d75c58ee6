package io.plumbline.gateway.rollout;

/// The possible verdicts on a rollout's step.
enum Verdict {
    PROMOTE,
    HOLD,
    ROLL_BACK
}
