package io.plumbline.e2e.cleanroom;

import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values that a schema allows. Free text is the canary.
final class ValidValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 8;

    private final OpenApi api;
    private final RandomGenerator random;
    private final String canary;

    ValidValues(OpenApi api, RandomGenerator random, String canary) {
        this.api = api;
        this.random = random;
        this.canary = canary;
    }

    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    private JsonNode of(JsonNode reference, int depth) {
        JsonNode schema = api.resolve(reference);
        JsonNode allowed = schema.path("enum");
        if (!allowed.isEmpty()) {
            return allowed.path(random.nextInt(allowed.size()));
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode(schema.path("minimum").asLong(0) + random.nextInt(3));
            case "number" ->
                NODES.numberNode(schema.path("minimum")
                                .asDouble(schema.path("exclusiveMinimum").asDouble(0))
                        + random.nextInt(1, 100) / 100.0);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.stringNode(text(schema));
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asString() : type.asString("");
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        JsonNode required = schema.path("required");
        schema.path("properties").properties().forEach(member -> {
            if (contains(required, member.getKey()) || (depth < DEEPEST && random.nextInt(3) == 0)) {
                object.set(member.getKey(), of(member.getValue(), depth + 1));
            }
        });
        JsonNode free = schema.path("additionalProperties");
        if (free.isObject() && depth < DEEPEST) {
            object.set("some", of(free, depth + 1));
        }
        return object;
    }

    private static boolean contains(JsonNode names, String name) {
        for (JsonNode each : names) {
            if (each.asString().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int size = depth < DEEPEST ? Math.max(schema.path("minItems").asInt(0), random.nextInt(1, 3)) : 0;
        for (int i = 0; i < size; i++) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    private String text(JsonNode schema) {
        String pattern = schema.path("pattern").asString("");
        if (!pattern.isEmpty()) {
            return Words.matching(pattern, random);
        }
        return switch (schema.path("format").asString("")) {
            case "date-time" -> "2026-11-24T10:%02d:00Z".formatted(random.nextInt(60));
            case "date" -> "2026-11-%02d".formatted(random.nextInt(1, 30));
            case "uuid" -> "019ab000-0000-7000-8000-%012x".formatted(random.nextInt(1 << 20));
            default -> canary;
        };
    }
}
