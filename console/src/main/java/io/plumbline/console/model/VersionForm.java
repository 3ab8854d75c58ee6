package io.plumbline.console.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The form that registers a version of a model.
///
/// @param parameters a JSON object
record VersionForm(
        @Nullable String kind,
        @Nullable String provider,
        @Nullable String upstreamModel,
        @Nullable String base,
        @Nullable String license,
        @Nullable String parameters) {

    static final List<String> KINDS = List.of("FOUNDATION", "FINE_TUNED", "ADAPTER");
    static final VersionForm EMPTY = new VersionForm("FOUNDATION", "", "", "", "", "");

    private static final JsonMapper JSON = new JsonMapper();

    /// @throws JacksonException if the parameters are not a JSON object
    ModelClient.VersionBody body() {
        return new ModelClient.VersionBody(
                Objects.requireNonNullElse(kind, "FOUNDATION"),
                Objects.requireNonNullElse(provider, "").strip(),
                Objects.requireNonNullElse(upstreamModel, "").strip(),
                orNull(base),
                orNull(license),
                orNull(parameters) == null
                        ? null
                        : JSON.readValue(parameters, new TypeReference<Map<String, Object>>() {}));
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
