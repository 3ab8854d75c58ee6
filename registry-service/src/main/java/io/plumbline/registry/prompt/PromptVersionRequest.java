package io.plumbline.registry.prompt;

import io.plumbline.registry.asset.Names;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body that registers a prompt version.
///
/// @param team the team of a new prompt; default: the caller's only team
/// @param messages an array of `{"role", "content"}` with placeholders `{{name}}`
/// @param variables JSON Schema of an object whose properties are the variables; default: none
/// @param technique the technique of the prompt, for example `few-shot`
/// @param parameters default call parameters, for example the temperature
record PromptVersionRequest(
        @Nullable @Pattern(regexp = Names.NAME) String team,

        @NotNull JsonNode messages,

        @Nullable JsonNode variables,

        @Nullable @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9 _+-]{0,63}")
        String technique,

        @Nullable @Size(max = 100) Map<String, Object> parameters) {}
