package io.plumbline.clients.registry;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A prompt's version, as far as who renders it needs to know.
///
/// @param variables JSON Schema of the variables
/// @param digest of all that it is made of; null from a registry that does not say
/// @param messages the template, an array of `{"role", "content"}`
/// @param parameters defaults of calls, and facts
public record PromptVersion(
        String name,
        int version,
        String team,
        JsonNode variables,
        @Nullable String digest,
        @Nullable JsonNode messages,
        @Nullable JsonNode parameters) {

    public PromptVersion {
        Objects.requireNonNull(team, "team");
        Objects.requireNonNull(variables, "variables");
    }

    /// The names of the variables, in the order of the schema.
    public Set<String> variableNames() {
        Set<String> names = new LinkedHashSet<>();
        variables.path("properties").properties().forEach(property -> names.add(property.getKey()));
        return names;
    }

    /// Those that must be given, since they have no default.
    public Set<String> requiredVariables() {
        Set<String> names = new LinkedHashSet<>();
        variables.path("properties").properties().forEach(property -> {
            if (!property.getValue().has("default")) {
                names.add(property.getKey());
            }
        });
        return names;
    }
}
