package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A function that the model may call.
///
/// @param description null for none
/// @param schema of its arguments (JSON Schema); null for a function without arguments
/// @param strict whether the arguments must keep to the schema; null when the client does not say
/// @param param where it stands in the client's request
public record Tool(
        String name,
        @Nullable String description,
        @Nullable ObjectNode schema,
        @Nullable Boolean strict,
        String param) {}
