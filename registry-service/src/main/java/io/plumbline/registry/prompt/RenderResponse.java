package io.plumbline.registry.prompt;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rendered prompt version.
///
/// @param messages an array of `{"role", "content"}`
/// @param parameters the version's default call parameters
record RenderResponse(
        String name,
        int version,
        JsonNode messages,
        @Nullable JsonNode parameters) {}
