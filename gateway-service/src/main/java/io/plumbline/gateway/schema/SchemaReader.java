package io.plumbline.gateway.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plumbline.kit.pattern.ExpressionSize;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a schema: follows its parts, compiles its patterns, and checks that it is within limits and does not
/// refer to itself without descending into the value. Use once; not thread-safe.
final class SchemaReader {

    private static final int MOST_CHARACTERS = 200_000;
    private static final int MOST_PARTS = 5_000;
    private static final int DEEPEST = 64;
    private static final int MOST_PATTERNS = 200;
    private static final int LONGEST_PATTERN = 1_000;
    private static final int MOST_VALUES = 5_000;

    /// Keywords that contain a schema.
    private static final Set<String> ONE =
            Set.of("additionalProperties", "items", "contains", "not", "if", "then", "else", "propertyNames");

    /// Keywords that contain a list of schemas.
    private static final Set<String> LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

    /// Keywords that contain schemas by name.
    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    /// Unsupported keywords that would affect the result.
    private static final Set<String> NOT_LOOKED_AT = Set.of(
            "unevaluatedProperties",
            "unevaluatedItems",
            "additionalItems",
            "dependencies",
            "$dynamicRef",
            "$recursiveRef");

    /// Keywords whose schemas apply to the same part of a value as the schema that contains them.
    private static final List<String> IN_PLACE =
            List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

    private final JsonNode root;
    private final Map<String, JsonNode> references = new HashMap<>();
    private final Map<String, Pattern> patterns = new HashMap<>();
    private final List<JsonNode> parts = new ArrayList<>();
    private final IdentityHashMap<JsonNode, Boolean> followed = new IdentityHashMap<>();

    SchemaReader(JsonNode root) {
        this.root = root;
    }

    JsonSchema read() throws UncheckableSchemaException {
        if (!root.isObject() && !root.isBoolean()) {
            throw new UncheckableSchemaException("must be an object");
        }
        if (root.toString().length() > MOST_CHARACTERS) {
            throw new UncheckableSchemaException("has more than " + MOST_CHARACTERS + " characters");
        }
        part(root, 0);
        Set<JsonNode> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(parts);
        for (JsonNode referred : references.values()) {
            if (!known.contains(referred)) {
                throw new UncheckableSchemaException("has a $ref to a part that is not a schema");
            }
        }
        for (JsonNode part : parts) {
            follow(part);
        }
        return new JsonSchema(root, references, patterns);
    }

    private void part(JsonNode schema, int depth) throws UncheckableSchemaException {
        if (schema.isBoolean()) {
            parts.add(schema);
            return;
        }
        if (!schema.isObject()) {
            throw new UncheckableSchemaException("has a value other than a schema where a schema is required");
        }
        if (depth > DEEPEST || parts.size() == MOST_PARTS) {
            throw new UncheckableSchemaException("is too large or too deep");
        }
        parts.add(schema);
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            String keyword = member.getKey();
            JsonNode value = member.getValue();
            if (NOT_LOOKED_AT.contains(keyword)) {
                throw new UncheckableSchemaException("has an unsupported keyword: " + keyword);
            }
            if (ONE.contains(keyword)) {
                part(value, depth + 1);
            } else if (LIST.contains(keyword)) {
                list(keyword, value, depth);
            } else if (NAMED.contains(keyword)) {
                named(keyword, value, depth);
            } else {
                plain(keyword, value);
            }
        }
    }

    private void list(String keyword, JsonNode value, int depth) throws UncheckableSchemaException {
        if (!value.isArray()) {
            throw malformed(keyword);
        }
        for (JsonNode each : value) {
            part(each, depth + 1);
        }
    }

    private void named(String keyword, JsonNode value, int depth) throws UncheckableSchemaException {
        if (!value.isObject()) {
            throw malformed(keyword);
        }
        for (Map.Entry<String, JsonNode> each : value.properties()) {
            if (keyword.equals("patternProperties")) {
                pattern(each.getKey());
            }
            part(each.getValue(), depth + 1);
        }
    }

    private void plain(String keyword, JsonNode value) throws UncheckableSchemaException {
        boolean wellFormed = switch (keyword) {
            case "$ref" -> {
                reference(value.asString(""));
                yield true;
            }
            case "pattern" -> {
                pattern(value.asString(""));
                yield value.isString();
            }
            case "type" -> value.isString() || value.isArray();
            case "enum", "required" -> value.isArray() && value.size() <= MOST_VALUES;
            case "dependentRequired" -> value.isObject();
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" -> value.isNumber();
            case "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minProperties",
                    "maxProperties",
                    "minContains",
                    "maxContains" -> value.isNumber() && value.canConvertToLong() && value.asLong() >= 0;
            case "uniqueItems" -> value.isBoolean();
            default -> true;
        };
        if (!wellFormed) {
            throw malformed(keyword);
        }
    }

    private static UncheckableSchemaException malformed(String keyword) {
        return new UncheckableSchemaException("has an invalid value for " + keyword);
    }

    private void pattern(String expression) throws UncheckableSchemaException {
        if (expression.length() > LONGEST_PATTERN || patterns.size() == MOST_PATTERNS) {
            throw new UncheckableSchemaException("has too many patterns, or too long ones");
        }
        if (ExpressionSize.of(expression) > ExpressionSize.LARGEST) {
            throw new UncheckableSchemaException("has a pattern that repeats too much");
        }
        try {
            patterns.put(expression, Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new UncheckableSchemaException("has a pattern that cannot be matched in linear time (RE2)");
        }
    }

    private void reference(String reference) throws UncheckableSchemaException {
        JsonNode referred = reference.equals("#") ? root : reference.startsWith("#/") ? at(reference) : null;
        if (referred == null) {
            throw new UncheckableSchemaException("has a $ref that points outside the schema or to a missing part");
        }
        references.put(reference, referred);
    }

    private @Nullable JsonNode at(String reference) {
        try {
            String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            JsonNode found = root.at(pointer);
            return found.isMissingNode() ? null : found;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Rejects schemas whose validation would return to the same schema with the same value, and so never end.
    private void follow(JsonNode schema) throws UncheckableSchemaException {
        Boolean before = followed.put(schema, Boolean.FALSE);
        if (before != null) {
            if (!before) {
                throw new UncheckableSchemaException("refers to itself in a cycle");
            }
            followed.put(schema, Boolean.TRUE);
            return;
        }
        JsonNode referred = references.get(schema.path("$ref").asString(""));
        if (referred != null) {
            follow(referred);
        }
        for (String keyword : IN_PLACE) {
            JsonNode value = schema.path(keyword);
            if (keyword.equals("dependentSchemas") || value.isArray()) {
                for (JsonNode each : value) {
                    follow(each);
                }
            } else if (value.isObject()) {
                follow(value);
            }
        }
        followed.put(schema, Boolean.TRUE);
    }
}
