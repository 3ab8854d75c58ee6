package io.plumbline.gateway.dialect;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an answer tells of itself beside its content, for telemetry. Whatever does not look like a name is left out:
/// it comes from a provider and is no place for anything else.
///
/// @param id of the answer; null when it has none
/// @param model that gave it, as the provider calls it; null when it does not say
/// @param finishReasons why each choice ended, in their order
public record AnswerOutline(@Nullable String id, @Nullable String model, List<String> finishReasons) {

    public static final AnswerOutline NONE = new AnswerOutline(null, null, List.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}");

    /// @param head an object with `id` and `model`
    /// @param finishReasons those that there are
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
