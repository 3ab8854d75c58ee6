package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.detect.Provenance;
import java.util.Locale;
import java.util.Optional;

/// Where in a call a text is inspected.
public enum Stage {
    /// The caller's text.
    INPUT(Provenance.USER),
    /// Retrieved text: not written by the caller, and therefore not trusted.
    RETRIEVAL(Provenance.RETRIEVED),
    /// Arguments and results of tool calls.
    TOOL(Provenance.TOOL),
    /// The model's answer.
    OUTPUT(Provenance.MODEL);

    private final Provenance provenance;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    Stage(Provenance provenance) {
        this.provenance = provenance;
    }

    /// The author, unless more is known.
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
