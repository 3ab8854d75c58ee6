package io.plumbline.console.evaluation;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A differing leaf of two documents.
///
/// @param pointer JSON Pointer (RFC 6901)
/// @param before null if added
/// @param after null if removed
public record Change(
        String pointer, @Nullable JsonNode before, @Nullable JsonNode after) {

    private static final String NONE = "–";

    /// Returns the place in words, such as `metrics › 0 › floor`.
    public String place() {
        return pointer.isEmpty()
                ? "all"
                : pointer.substring(1).replace("/", " › ").replace("~1", "/").replace("~0", "~");
    }

    public String was() {
        return text(before);
    }

    public String is() {
        return text(after);
    }

    private static String text(@Nullable JsonNode value) {
        return value == null || value.isNull() ? NONE : value.isString() ? value.asString() : value.toString();
    }
}
