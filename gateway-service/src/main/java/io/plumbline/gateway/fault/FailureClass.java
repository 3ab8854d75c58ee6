package io.plumbline.gateway.fault;

/// Why a target did not answer, which determines the fallbacks.
public enum FailureClass {
    /// It failed, lacked capacity, or could not be reached.
    ERROR("error"),
    /// It exceeded a time limit.
    TIMEOUT("timeout"),
    /// The request exceeds its context.
    CONTEXT_LENGTH("contextLength"),
    /// Its own content policy forbids the request.
    CONTENT_POLICY("contentPolicy"),
    /// The request is invalid, so other targets would refuse it too.
    REQUEST("request");

    private final String wireName;

    FailureClass(String wireName) {
        this.wireName = wireName;
    }

    /// Returns the name in routes, in health and in metrics.
    public String wireName() {
        return wireName;
    }
}
