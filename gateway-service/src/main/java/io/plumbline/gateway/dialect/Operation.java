package io.plumbline.gateway.dialect;

/// The kind of model call.
public enum Operation {
    CHAT("chat"),
    COUNT_TOKENS("count_tokens"),
    EMBEDDINGS("embeddings");

    private final String wireName;

    Operation(String wireName) {
        this.wireName = wireName;
    }

    /// Returns the name in metrics; OpenTelemetry's name where one exists.
    public String wireName() {
        return wireName;
    }
}
