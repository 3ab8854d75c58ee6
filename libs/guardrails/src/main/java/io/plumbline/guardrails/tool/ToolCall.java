package io.plumbline.guardrails.tool;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tool call that a model requests.
///
/// @param arguments the map that a JSON library makes of them; null if they are not a JSON object
public record ToolCall(String tool, @Nullable Map<String, ?> arguments) {

    /// The value at a path such as `order.amount`; null if there is none.
    @Nullable
    Object at(String path) {
        Object value = arguments;
        for (String name : path.split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> object)) {
                return null;
            }
            value = object.get(name);
        }
        return value;
    }

    /// Never contains the arguments.
    @Override
    public String toString() {
        return "ToolCall[" + tool + "]";
    }
}
