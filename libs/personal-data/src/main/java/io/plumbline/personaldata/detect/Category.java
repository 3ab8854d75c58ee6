package io.plumbline.personaldata.detect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a finding is about: the key of a rule in a guard policy and the `code` of a refusal. The wire names are
/// part of the public contract.
public enum Category {
    PII,
    SECRET,
    PROMPT_INJECTION,
    JAILBREAK,
    TOXICITY,
    SELF_HARM,
    WEAPONS,
    INSECURE_OUTPUT,
    SYSTEM_PROMPT_LEAK,
    TOOL_DENIED,
    SCHEMA,
    TOKEN_LIMIT,
    POLICY;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The name in policies, findings and errors, such as `prompt_injection`.
    public String wireName() {
        return wireName;
    }

    /// The category with a wire name; empty if there is none.
    public static Optional<Category> of(String wireName) {
        for (Category category : values()) {
            if (category.wireName.equals(wireName)) {
                return Optional.of(category);
            }
        }
        return Optional.empty();
    }

    /// The names of those kinds of finding that belong to this category.
    ///
    /// @param kinds all kinds
    public <K extends Enum<K>> Set<String> typesAmong(K[] kinds, Function<K, Category> categoryOf) {
        return Arrays.stream(kinds)
                .filter(kind -> categoryOf.apply(kind) == this)
                .map(Enum::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
