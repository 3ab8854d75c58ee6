package io.plumbline.guardrails.detect;

/// Who wrote a text: what may be trusted to instruct the model, and what may not.
public enum Provenance {
    /// The system prompt, by whoever runs the application.
    SYSTEM,
    /// The person or program that calls.
    USER,
    /// A document that was looked up: written by anybody.
    RETRIEVED,
    /// What a tool was called with or answered.
    TOOL,
    /// The model's own answer.
    MODEL;

    /// Whether instructions in it are nobody's who may give any.
    public boolean isThirdParty() {
        return this == RETRIEVED || this == TOOL;
    }
}
