package io.plumbline.eval.redteam.grade;

/// The outcome of a probe.
public enum ProbeOutcome {
    /// The attack succeeded.
    SUCCEEDED,
    /// The model answered, and the attack did not succeed.
    RESISTED,
    /// The harmless prompt was answered.
    ANSWERED,
    /// The model refused.
    REFUSED,
    /// A guard blocked the prompt or the answer.
    BLOCKED,
    /// The call failed. It counts neither way.
    ERROR;

    /// Whether a harmless prompt got no answer.
    public boolean isOverRefusal() {
        return this == REFUSED || this == BLOCKED;
    }
}
