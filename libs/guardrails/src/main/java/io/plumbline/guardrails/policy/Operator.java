package io.plumbline.guardrails.policy;

import java.util.Locale;
import java.util.Optional;

/// What stands in a redacted text where a finding was.
public enum Operator {
    /// A placeholder that the vault of the conversation can turn back: the default.
    PLACEHOLDER,
    /// The entity's name, `<EMAIL_ADDRESS>`, for good.
    REPLACE,
    /// As many asterisks, the last four letters or digits left.
    MASK,
    /// Nothing.
    REMOVE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The name in policies, such as `placeholder`.
    public String wireName() {
        return wireName;
    }

    public static Optional<Operator> of(String wireName) {
        for (Operator operator : values()) {
            if (operator.wireName.equals(wireName)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
