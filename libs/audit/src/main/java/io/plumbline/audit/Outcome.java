package io.plumbline.audit;

/// The outcome of an action.
public enum Outcome {
    SUCCESS,
    /// The caller lacked permission.
    DENIED,
    /// A guard blocked it.
    BLOCKED,
    FAILURE
}
