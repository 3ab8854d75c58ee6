package io.plumbline.guardrails.policy;

import io.plumbline.guardrails.detect.Provenance;
import java.util.Locale;
import java.util.Optional;

/// Where on its way a text is looked at.
public enum Stage {
    /// What a caller sends.
    INPUT(Provenance.USER),
    /// What is retrieved to go with it: not written by the caller, and so not trusted.
    RETRIEVAL(Provenance.RETRIEVED),
    /// What tools are called with and what they answer.
    TOOL(Provenance.TOOL),
    /// What the model answers.
    OUTPUT(Provenance.MODEL);

    private final Provenance provenance;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    Stage(Provenance provenance) {
        this.provenance = provenance;
    }

    /// Whose words they are, unless more is known.
    public Provenance provenance() {
        return provenance;
    }

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
