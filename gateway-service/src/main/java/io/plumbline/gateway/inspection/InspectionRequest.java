package io.plumbline.gateway.inspection;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/// What is to be looked at: a text or OpenAI's messages, one of the two.
///
/// @param policy name of a guard policy; `standard` unless given
/// @param explain whether weak findings are reported too, and why each was found
record InspectionRequest(
        @NotNull InspectionStage stage,
        @Size(max = 2_000_000) @Nullable String text,

        @ArraySchema(schema = @Schema(type = "object"), maxItems = InspectionRequest.MAX_MESSAGES) @Nullable
        ArrayNode messages,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy,

        @Nullable Boolean explain) {

    static final int MAX_MESSAGES = 2_000;
}
