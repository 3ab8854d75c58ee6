package io.plumbline.simulator.tool;

import io.plumbline.simulator.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Creates JSON that is valid under a schema. Supports the parts of JSON Schema that structured outputs and tools
/// use: `type` (also a list of types), `properties`, `required`, `items`, `enum`, `const`, `anyOf`, `oneOf`,
/// `allOf`, local `$ref`, bounds of numbers, lengths of strings and arrays, and the common formats.
///
/// Ignores `pattern`, `multipleOf` and conditions. A recursive schema is followed to a depth of [#DEEPEST]; below
/// that, only required properties are filled, and at twice that depth everything is null.
public final class SchemaFiller {
    private static final int DEEPEST = 6;

    private final JsonNode root;
    private final FillValues values;

    public SchemaFiller(JsonNode schema, FillValues values) {
        this.root = schema;
        this.values = values;
    }

    public JsonNode fill() {
        return fill(root, "", 0);
    }

    private JsonNode fill(JsonNode schema, String name, int depth) {
        if (depth > 2 * DEEPEST) {
            return JsonNodeFactory.instance.nullNode();
        }
        Optional<JsonNode> target = schema.optional("$ref").map(this::resolve);
        if (target.isPresent()) {
            return fill(target.get(), name, depth + 1);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        List<JsonNode> allowed = elements(schema, "enum");
        if (!allowed.isEmpty()) {
            return allowed.get(values.choose(name, allowed));
        }
        List<JsonNode> either = Stream.of("anyOf", "oneOf")
                .flatMap(keyword -> elements(schema, keyword).stream())
                .toList();
        if (!either.isEmpty()) {
            return fill(firstThatIsNotNull(either), name, depth + 1);
        }
        JsonNode own = ofType(schema, name, depth);
        if (own instanceof ObjectNode object) {
            for (JsonNode part : elements(schema, "allOf")) {
                if (fill(part, name, depth + 1) instanceof ObjectNode more) {
                    object.setAll(more);
                }
            }
        }
        return own;
    }

    private JsonNode ofType(JsonNode schema, String name, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (typeOf(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> nodes.numberNode(Math.round(number(schema, name)));
            case "number" -> nodes.numberNode(number(schema, name));
            case "boolean" -> nodes.booleanNode(values.flag(name));
            case "null" -> nodes.nullNode();
            default -> nodes.stringNode(string(schema, name));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        List<String> required = elements(schema, "required").stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
        ObjectNode object = Json.newObject();
        schema.path("properties").forEachEntry((name, property) -> {
            if (required.contains(name) || (depth < DEEPEST && values.wants(name))) {
                object.set(name, fill(property, name, depth + 1));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        int least = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        int size = Math.min(depth < DEEPEST ? Math.max(1, least) : least, most);
        ArrayNode array = Json.newArray();
        for (int i = 0; i < Math.min(size, 1_000); i++) {
            array.add(fill(schema.path("items"), name, depth + 1));
        }
        return array;
    }

    private double number(JsonNode schema, String name) {
        boolean whole = typeOf(schema).equals("integer");
        double step = whole ? 1 : 1e-6;
        double least = schema.has("exclusiveMinimum")
                ? schema.path("exclusiveMinimum").asDouble(0) + step
                : schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
        double most = schema.has("exclusiveMaximum")
                ? schema.path("exclusiveMaximum").asDouble(0) - step
                : schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
        double value = Math.clamp(values.number(name, least, most), least, Math.max(least, most));
        return whole ? Math.clamp(Math.rint(value), Math.ceil(least), Math.max(Math.ceil(least), most)) : value;
    }

    private String string(JsonNode schema, String name) {
        String text = values.text(name, schema.path("format").asString(""));
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String longEnough = text.length() >= least ? text : text + ".".repeat(Math.min(least, 10_000) - text.length());
        return longEnough.length() <= most ? longEnough : longEnough.substring(0, most);
    }

    private JsonNode resolve(JsonNode reference) {
        String pointer = reference.asString("");
        return pointer.startsWith("#/") ? root.at(pointer.substring(1)) : root;
    }

    private static String typeOf(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return firstNamed(type);
        }
        if (type.isString()) {
            return type.stringValue();
        }
        return schema.has("properties") || schema.has("allOf") ? "object" : schema.has("items") ? "array" : "string";
    }

    private static String firstNamed(JsonNode types) {
        for (JsonNode type : types) {
            if (!type.asString("").equals("null")) {
                return type.asString("string");
            }
        }
        return "null";
    }

    private static JsonNode firstThatIsNotNull(List<JsonNode> schemas) {
        return schemas.stream()
                .filter(schema -> !typeOf(schema).equals("null"))
                .findFirst()
                .orElse(schemas.getFirst());
    }

    private static List<JsonNode> elements(JsonNode schema, String name) {
        List<JsonNode> elements = new ArrayList<>();
        if (schema.path(name).isArray()) {
            schema.path(name).forEach(elements::add);
        }
        return elements;
    }
}
