package io.plumbline.audit;

/// How the act ended.
public enum Outcome {
    SUCCESS,
    /// Whoever asked may not.
    DENIED,
    /// A guard stopped it.
    BLOCKED,
    FAILURE
}
