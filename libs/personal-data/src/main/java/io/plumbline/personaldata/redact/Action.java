package io.plumbline.personaldata.redact;

import java.util.Locale;
import java.util.Optional;

/// The action for a finding, and the decision about a text: the strictest of its findings' actions. In ascending
/// order of strictness.
public enum Action {
    ALLOW,
    FLAG,
    REDACT,
    /// A person decides.
    ASK,
    BLOCK;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The name in policies and decisions, such as `redact`.
    public String wireName() {
        return wireName;
    }

    public static Optional<Action> of(String wireName) {
        for (Action action : values()) {
            if (action.wireName.equals(wireName)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    public boolean isStricterThan(Action other) {
        return compareTo(other) > 0;
    }

    /// The stricter of the two.
    public Action or(Action other) {
        return isStricterThan(other) ? this : other;
    }

    /// Whether the text must not proceed for now.
    public boolean stops() {
        return this == ASK || this == BLOCK;
    }
}
