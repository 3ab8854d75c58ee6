package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A function that the model may call.
///
/// @param description null for none
/// @param schema JSON Schema of its arguments; null for a function without arguments
/// @param strict whether the arguments must match the schema; null if the client does not set it
/// @param param its place in the client's request
public record Tool(
        String name,
        @Nullable String description,
        @Nullable ObjectNode schema,
        @Nullable Boolean strict,
        String param) {}
