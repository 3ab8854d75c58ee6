package io.plumbline.guardrails.policy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An entry of a policy's allow list: a value that is not confidential. Either a value or a pattern.
///
/// @param value the complete value of a finding
/// @param pattern matches the whole value, in the language of the package `automaton`
/// @param entities the entity types for which it is allowed; all if empty
/// @param anyCase whether to ignore the case of the value
public record Allowed(@Nullable String value, @Nullable String pattern, Set<String> entities, boolean anyCase) {

    public Allowed {
        entities = Set.copyOf(entities);
        if ((value == null) == (pattern == null)) {
            throw new IllegalArgumentException("a value or a pattern, one of the two");
        }
    }
}
