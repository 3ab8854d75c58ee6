package io.plumbline.guardrails.policy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An entry of a policy's allow list: what is nobody's secret. A value or a pattern, one of the two.
///
/// @param value a value as it is found, the whole of it
/// @param pattern what the whole value is like, in the language of the package `automaton`
/// @param entities what it may be taken for; anything if empty
/// @param anyCase whether the value may be in any case
public record Allowed(@Nullable String value, @Nullable String pattern, Set<String> entities, boolean anyCase) {

    public Allowed {
        entities = Set.copyOf(entities);
        if ((value == null) == (pattern == null)) {
            throw new IllegalArgumentException("a value or a pattern, one of the two");
        }
    }
}
