package io.plumbline.kit.prompt;

import io.plumbline.kit.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The supported keywords of JSON Schema 2020-12 for variables: those that constrain a value. References are
/// unsupported, so a schema can neither trigger a fetch nor recurse. Other keywords are refused rather than
/// ignored.
final class SchemaKeywords {

    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final int MAX_DEPTH = 8;
    private static final Set<String> PLAIN = Set.of(
            "type",
            "title",
            "description",
            "$comment",
            "default",
            "examples",
            "required",
            "enum",
            "const",
            "minLength",
            "maxLength",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

    private SchemaKeywords() {}

    /// Adds each unsupported part of the schema to the problem.
    static void check(JsonNode schema, String pointer, int depth, ProblemException problem) {
        if (depth > MAX_DEPTH) {
            problem.at(pointer, "is nested deeper than " + MAX_DEPTH + " levels");
        } else if (schema.isObject()) {
            for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
                checkKeyword(keyword.getKey(), keyword.getValue(), pointer, depth, problem);
            }
        } else if (!schema.isBoolean()) {
            problem.at(pointer, "must be a JSON Schema");
        }
    }

    private static void checkKeyword(String name, JsonNode value, String pointer, int depth, ProblemException problem) {
        String at = pointer + "/" + BoundedPointers.escaped(name);
        switch (name) {
            case "properties" -> checkProperties(value, at, depth, problem);
            case "items", "additionalProperties", "not" -> check(value, at, depth + 1, problem);
            case "pattern" -> {
                if (!value.isString() || !LinearPatterns.accepts(value.asString())) {
                    problem.at(at, "must be a small regular expression without look-around or back references");
                }
            }
            case "$schema" -> {
                if (!value.isString() || !value.asString().equals(DIALECT)) {
                    problem.at(at, "must be " + DIALECT);
                }
            }
            default -> {
                if (LISTS.contains(name)) {
                    checkList(value, at, depth, problem);
                } else if (!PLAIN.contains(name)) {
                    problem.at(at, "is not an allowed keyword here");
                }
            }
        }
    }

    private static void checkProperties(JsonNode properties, String pointer, int depth, ProblemException problem) {
        if (!properties.isObject()) {
            problem.at(pointer, "must be an object");
            return;
        }
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            check(property.getValue(), pointer + "/" + BoundedPointers.escaped(property.getKey()), depth + 1, problem);
        }
    }

    private static void checkList(JsonNode schemas, String pointer, int depth, ProblemException problem) {
        if (!schemas.isArray()) {
            problem.at(pointer, "must be a list of schemas");
            return;
        }
        for (int i = 0; i < schemas.size(); i++) {
            check(schemas.get(i), pointer + "/" + i, depth + 1, problem);
        }
    }
}
