package io.plumbline.gateway.dialect.answer;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The metadata of an answer, for telemetry. Values that do not look like names are dropped, since the provider
/// is not trusted.
///
/// @param id of the answer; null if the provider gives none
/// @param model the provider's name for the model; null if the provider gives none
/// @param finishReasons why each choice ended, in the order of the choices
public record AnswerOutline(@Nullable String id, @Nullable String model, List<String> finishReasons) {

    public static final AnswerOutline NONE = new AnswerOutline(null, null, List.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}");

    /// @param head an object with `id` and `model`
    /// @param finishReasons the known reasons; null elements are dropped
    public static AnswerOutline of(JsonNode head, Stream<@Nullable String> finishReasons) {
        return new AnswerOutline(
                name(head.path("id").asString("")),
                name(head.path("model").asString("")),
                finishReasons
                        .filter(Objects::nonNull)
                        .map(AnswerOutline::name)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static @Nullable String name(String text) {
        return NAME.matcher(text).matches() ? text : null;
    }
}
