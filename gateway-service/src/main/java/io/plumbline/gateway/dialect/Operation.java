package io.plumbline.gateway.dialect;

/// What is asked of a model.
public enum Operation {
    CHAT("chat"),
    COUNT_TOKENS("count_tokens"),
    EMBEDDINGS("embeddings");

    private final String wireName;

    Operation(String wireName) {
        this.wireName = wireName;
    }

    /// The name in metrics, OpenTelemetry's where it has one.
    public String wireName() {
        return wireName;
    }
}
