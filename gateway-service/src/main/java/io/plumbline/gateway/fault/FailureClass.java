package io.plumbline.gateway.fault;

/// Why a target did not answer, as far as it matters for who may answer in its stead.
public enum FailureClass {
    /// It failed, refused for want of capacity, or could not be reached.
    ERROR("error"),
    /// It took too long.
    TIMEOUT("timeout"),
    /// The request is longer than it reads.
    CONTEXT_LENGTH("contextLength"),
    /// Its own rules on content forbid the request.
    CONTENT_POLICY("contentPolicy"),
    /// The request is not valid: nobody else would answer it either.
    REQUEST("request");

    private final String wireName;

    FailureClass(String wireName) {
        this.wireName = wireName;
    }

    /// The name in routes, in health and in metrics.
    public String wireName() {
        return wireName;
    }
}
