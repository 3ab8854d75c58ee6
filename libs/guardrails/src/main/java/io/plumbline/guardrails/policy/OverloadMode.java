package io.plumbline.guardrails.policy;

import java.util.Optional;

/// What happens to a text for which the text encoder has no time, where a rule does more than flag. In
/// ascending order of what is let pass.
public enum OverloadMode {
    /// As where a detector fails: `onFailure` decides.
    REFUSE,
    /// Rules and n-grams decide alone, and the answer says so.
    DEGRADE;

    public static Optional<OverloadMode> of(String name) {
        for (OverloadMode each : values()) {
            if (each.name().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
