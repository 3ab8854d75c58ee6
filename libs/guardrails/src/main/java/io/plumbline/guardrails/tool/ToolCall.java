package io.plumbline.guardrails.tool;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call of a tool that a model wants made.
///
/// @param arguments as the map that a JSON library makes of them; null where they are no JSON object
public record ToolCall(String tool, @Nullable Map<String, ?> arguments) {

    /// The value at a path such as `order.amount`; null where there is none.
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

    /// Never the arguments.
    @Override
    public String toString() {
        return "ToolCall[" + tool + "]";
    }
}
