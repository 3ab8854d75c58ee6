package io.plumbline.gateway.rollout;

/// What can be said of a rollout's step.
enum Verdict {
    PROMOTE,
    HOLD,
    ROLL_BACK
}
