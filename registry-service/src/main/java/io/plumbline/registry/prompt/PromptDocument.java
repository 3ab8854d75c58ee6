package io.plumbline.registry.prompt;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The stored document of a prompt version.
///
/// @param messages the template, an array of `{"role", "content"}` with placeholders `{{name}}`
/// @param variables JSON Schema of the variables
record PromptDocument(
        JsonNode messages,
        JsonNode variables,
        @Nullable String technique,
        @Nullable JsonNode parameters) {}
