package io.plumbline.gateway.exchange;

/// Why an answer ended.
public enum FinishReason {
    /// The model completed its answer.
    STOP,
    /// The model produced one of the client's stop sequences.
    STOP_SEQUENCE,
    /// The answer reached its limit or the model's context limit.
    LENGTH,
    /// The model waits for tool results.
    TOOL_CALLS,
    /// The provider's content filter ended the answer, or the model refused.
    CONTENT_FILTER
}
