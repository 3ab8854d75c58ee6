package io.plumbline.guardrails.policy;

import java.util.Locale;
import java.util.Optional;

/// Where on its way a text is looked at.
public enum Stage {
    /// What a caller sends.
    INPUT,
    /// What is retrieved to go with it: not written by the caller, and so not trusted.
    RETRIEVAL,
    /// What tools are called with and what they answer.
    TOOL,
    /// What the model answers.
    OUTPUT;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The name in policies, such as `input`.
    public String wireName() {
        return wireName;
    }

    public static Optional<Stage> of(String wireName) {
        for (Stage stage : values()) {
            if (stage.wireName.equals(wireName)) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }
}
