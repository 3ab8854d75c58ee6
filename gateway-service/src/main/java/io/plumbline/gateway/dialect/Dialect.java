package io.plumbline.gateway.dialect;

/// A language in which clients and providers speak of models.
public enum Dialect {
    OPENAI,
    ANTHROPIC,
    /// Of providers only: Amazon Bedrock's Converse.
    BEDROCK,
    /// Of providers only: Gemini's generateContent.
    GEMINI
}
