package io.plumbline.registry.prompt;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body that renders a prompt version.
///
/// @param variables an object with a value for each variable without a default
record RenderRequest(@Nullable JsonNode variables) {}
