package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The JSON form that an answer must have.
///
/// @param name null if the client gives none
/// @param description null if the client gives none
/// @param schema null for any JSON object
/// @param strict whether the provider must enforce the schema; null if the client does not set it
/// @param param the member in which the client requests it
public record AnswerSchema(
        @Nullable String name,
        @Nullable String description,
        @Nullable ObjectNode schema,
        @Nullable Boolean strict,
        String param) {}
