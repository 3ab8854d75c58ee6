package io.plumbline.clients.registry;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The production version of a model or prompt. A response without `aliases` is refused because it would mean
/// that nothing is in production.
///
/// @param aliases pointer name → version
/// @param riskTier `MINIMAL`, `LIMITED` or `HIGH`; null if the registry does not send it
public record ProductionPointer(
        String name,
        String team,
        Map<String, Integer> aliases,
        @Nullable String riskTier) {

    public ProductionPointer {
        Objects.requireNonNull(team, "team");
        aliases = Map.copyOf(Objects.requireNonNull(aliases, "aliases"));
    }

    /// Returns the version in production; null if there is none.
    public @Nullable Integer production() {
        return aliases.get("production");
    }
}
