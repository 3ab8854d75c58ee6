package io.plumbline.registry.dataset.mapping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The texts in a value of a row.
final class MappedTexts {

    private MappedTexts() {}

    /// Returns a string, number or truth value as text; null for anything else.
    static @Nullable String text(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : null;
    }

    /// Returns the texts of a value or of a list; those of `text` of an object, as in SQuAD. Anything else stays as
    /// it is, so that the rules for records report it.
    static List<Object> several(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Map<?, ?> object && object.get("text") instanceof List<?> texts) {
            return several(texts);
        }
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        return values.stream()
                .filter(Objects::nonNull)
                .map(each -> Objects.requireNonNullElse((Object) text(each), (Object) each))
                .toList();
    }
}
