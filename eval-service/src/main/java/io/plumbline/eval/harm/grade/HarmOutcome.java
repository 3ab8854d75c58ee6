package io.plumbline.eval.harm.grade;

/// The outcome of a call.
public enum HarmOutcome {
    ANSWERED,
    /// The model declined.
    REFUSED,
    /// A guard stopped the prompt or the answer.
    BLOCKED,
    /// The call failed. It counts neither way.
    ERROR
}
