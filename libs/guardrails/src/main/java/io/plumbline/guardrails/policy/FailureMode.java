package io.plumbline.guardrails.policy;

/// What a text's decision is when a detector fails or has not answered in time.
public enum FailureMode {
    /// As if it had found nothing.
    OPEN,
    /// Blocked.
    CLOSED
}
