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

    /// The name in the audit log, which tells a chat in Anthropic's language from one in OpenAI's.
    public String nameIn(Dialect dialect) {
        return this == CHAT && dialect == Dialect.ANTHROPIC ? "messages" : wireName;
    }
}
