package io.plumbline.registry.prompt;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rendered prompt version.
///
/// @param messages an array of `{"role", "content"}`
/// @param parameters the version's defaults of calls
record RenderResponse(
        String name,
        int version,
        JsonNode messages,
        @Nullable JsonNode parameters) {}
