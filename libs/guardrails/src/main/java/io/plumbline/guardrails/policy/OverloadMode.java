package io.plumbline.guardrails.policy;

import java.util.Optional;

/// The behaviour for a text for which the text encoder has no time, where a rule does more than flag. In
/// ascending order of permissiveness.
public enum OverloadMode {
    /// As for a failed detector: `onFailure` decides.
    REFUSE,
    /// Rules and n-grams decide alone, and the answer reports it.
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
