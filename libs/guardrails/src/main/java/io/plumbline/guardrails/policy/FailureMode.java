package io.plumbline.guardrails.policy;

/// The decision about a text when a detector fails or does not answer in time.
public enum FailureMode {
    /// As if the detector had found nothing.
    OPEN,
    /// Blocked.
    CLOSED
}
