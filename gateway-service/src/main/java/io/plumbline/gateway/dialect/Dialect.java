package io.plumbline.gateway.dialect;

/// A wire format of clients and providers.
public enum Dialect {
    OPENAI,
    ANTHROPIC,
    /// Providers only: Amazon Bedrock's Converse API.
    BEDROCK,
    /// Providers only: Gemini's generateContent.
    GEMINI
}
