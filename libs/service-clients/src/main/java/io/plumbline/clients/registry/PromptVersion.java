package io.plumbline.clients.registry;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A prompt version, as its renderer needs it.
///
/// @param variables JSON Schema of the variables
/// @param digest digest of the whole version; null if the registry does not send it
/// @param messages the template, an array of `{"role", "content"}`
/// @param parameters default call parameters and descriptive facts
/// @param technique the technique of the prompt; null if unknown
public record PromptVersion(
        String name,
        int version,
        String team,
        JsonNode variables,
        @Nullable String digest,
        @Nullable JsonNode messages,
        @Nullable JsonNode parameters,
        @Nullable String technique) {

    public PromptVersion {
        Objects.requireNonNull(team, "team");
        Objects.requireNonNull(variables, "variables");
    }

    /// Returns the names of the variables in the order of the schema.
    public Set<String> variableNames() {
        Set<String> names = new LinkedHashSet<>();
        variables.path("properties").properties().forEach(property -> names.add(property.getKey()));
        return names;
    }

    /// Returns the variables without a default, which are required.
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
