package io.plumbline.personaldata.detect;

/// The author of a text, which decides whether the text may instruct the model.
public enum Provenance {
    /// The system prompt, written by the operator of the application.
    SYSTEM,
    /// The person or program that calls the model.
    USER,
    /// A retrieved document, which anyone may have written.
    RETRIEVED,
    /// The arguments or the result of a tool call.
    TOOL,
    /// The model's own answer.
    MODEL;

    /// Whether the author has no right to instruct the model.
    public boolean isThirdParty() {
        return this == RETRIEVED || this == TOOL;
    }
}
