package io.plumbline.monitoring.drift;

/// The text of a call that is compared.
enum DriftText {
    /// The last message of the user, as the provider received it.
    INPUT("inputs"),
    /// The first answer.
    OUTPUT("answers"),
    /// A passage of a knowledge base that the model received; one for each call, so that calls count alike.
    PASSAGE("retrieved passages"),
    /// The newest comment on the call, as it was redacted.
    FEEDBACK("comments of feedback");

    private final String plural;

    DriftText(String plural) {
        this.plural = plural;
    }

    /// Returns its name in sentences.
    String plural() {
        return plural;
    }

    /// Whether the text is part of the stored content of a call.
    boolean isContent() {
        return this == INPUT || this == OUTPUT;
    }
}
