package io.plumbline.gateway.exchange;

/// Why an answer ended.
public enum FinishReason {
    /// The model was done.
    STOP,
    /// One of the client's stop sequences came.
    STOP_SEQUENCE,
    /// The limit of the answer, or of the model's context, was reached.
    LENGTH,
    /// The model waits for the results of tools.
    TOOL_CALLS,
    /// The provider's own rules on content ended it, or the model refused.
    CONTENT_FILTER
}
