package io.plumbline.clients.registry;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which version of a model or prompt is in production. An answer without `aliases` is refused, since it
/// would read as "nothing is in production".
///
/// @param aliases pointer name → version
/// @param riskTier `MINIMAL`, `LIMITED` or `HIGH`; null when the registry does not say
public record ProductionPointer(
        String name,
        String team,
        Map<String, Integer> aliases,
        @Nullable String riskTier) {

    public ProductionPointer {
        Objects.requireNonNull(team, "team");
        aliases = Map.copyOf(Objects.requireNonNull(aliases, "aliases"));
    }

    /// The version in production; null when none is.
    public @Nullable Integer production() {
        return aliases.get("production");
    }
}
