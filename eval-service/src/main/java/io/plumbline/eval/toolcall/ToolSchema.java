package io.plumbline.eval.toolcall;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The parameters of a tool, from its definition. Knows the types of JSON Schema and those of the Berkeley
/// Function Calling Leaderboard (`dict`, `float`, `tuple`, `any`).
///
/// @param properties parameter → its schema
/// @param required the parameters that every call needs
public record ToolSchema(String name, Map<String, JsonNode> properties, Set<String> required) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public ToolSchema {
        properties = Map.copyOf(properties);
        required = Set.copyOf(required);
    }

    /// Reads a definition: OpenAI's `{"type": "function", "function": {…}}`, or the function alone.
    public static ToolSchema of(JsonNode definition) {
        JsonNode function = definition.has("function") ? definition.path("function") : definition;
        JsonNode parameters = function.path("parameters");
        Map<String, JsonNode> properties = new HashMap<>();
        parameters.path("properties").forEachEntry(properties::put);
        Set<String> required = new HashSet<>();
        parameters.path("required").forEach(name -> required.add(name.asString("")));
        return new ToolSchema(function.path("name").asString(""), properties, required);
    }

    /// Returns tools by name.
    ///
    /// @param definitions as JSON values
    public static Map<String, ToolSchema> byName(List<?> definitions) {
        Map<String, ToolSchema> schemas = new HashMap<>();
        for (Object definition : definitions) {
            ToolSchema schema = of(JSON.valueToTree(definition));
            schemas.put(schema.name(), schema);
        }
        return schemas;
    }

    /// Whether a value has the type of a parameter: whole numbers are also `float` and `number`. A parameter
    /// without a known type accepts every value.
    boolean accepts(String parameter, JsonNode value) {
        return accepts(properties.get(parameter), value);
    }

    /// Whether a call has all required parameters, no unknown one, and values of their types.
    public boolean fits(ToolCall call) {
        JsonNode arguments = call.arguments();
        return arguments != null
                && required.stream().allMatch(arguments::has)
                && arguments
                        .propertyStream()
                        .allMatch(argument -> properties.containsKey(argument.getKey())
                                && accepts(argument.getKey(), argument.getValue()));
    }

    private static boolean accepts(@Nullable JsonNode schema, JsonNode value) {
        if (schema == null || !schema.has("type")) {
            return true;
        }
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (is(one.asString(""), value)) {
                    return true;
                }
            }
            return type.isEmpty();
        }
        if (!is(type.asString(""), value)) {
            return false;
        }
        if (value.isArray() && schema.has("items")) {
            for (JsonNode element : value) {
                if (!accepts(schema.path("items"), element)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "float", "number", "double" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array", "list", "tuple" -> value.isArray();
            case "object", "dict" -> value.isObject();
            case "null" -> value.isNull();
            default -> true;
        };
    }
}
