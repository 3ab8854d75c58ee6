package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The form that an answer must have: JSON.
///
/// @param name null when the client gives none
/// @param description null when the client gives none
/// @param schema null for any JSON object
/// @param strict whether the provider has to enforce the schema; null when the client does not say
/// @param param where the client asks for it
public record AnswerSchema(
        @Nullable String name,
        @Nullable String description,
        @Nullable ObjectNode schema,
        @Nullable Boolean strict,
        String param) {}
