package io.plumbline.guardrails.tool;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The subset of JSON Schema that descriptions of tools use: `type`, `enum`, `const`, `properties`, `required`,
/// `additionalProperties`, `items`, `minItems`, `maxItems`, `minLength`, `maxLength`, `minimum`, `maximum`,
/// `exclusiveMinimum`, `exclusiveMaximum`. Other keywords, `pattern` among them, are rejected when a policy is
/// read; none is silently ignored.
final class ArgumentSchema {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "enum",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "title",
            "description",
            "default",
            "examples",
            "$schema");

    private static final int DEEPEST = 32;

    private ArgumentSchema() {}

    /// An unsupported keyword in the schema or a nested one; `depth` if schemas nest too deep.
    static Optional<String> unknownKeyword(Map<?, ?> schema, int depth) {
        if (depth > DEEPEST) {
            return Optional.of("depth");
        }
        for (Map.Entry<?, ?> entry : schema.entrySet()) {
            Object keyword = entry.getKey();
            Optional<String> unknown =
                    KEYWORDS.contains(keyword) ? Optional.empty() : Optional.of(String.valueOf(keyword));
            if (unknown.isEmpty() && entry.getValue() instanceof Map<?, ?> inner) {
                unknown = switch (String.valueOf(keyword)) {
                    case "properties" ->
                        inner.values().stream()
                                .filter(Map.class::isInstance)
                                .flatMap(each -> unknownKeyword((Map<?, ?>) each, depth + 1).stream())
                                .findFirst();
                    case "items", "additionalProperties" -> unknownKeyword(inner, depth + 1);
                    default -> unknown;
                };
            }
            if (unknown.isPresent()) {
                return unknown;
            }
        }
        return Optional.empty();
    }

    /// Where a value first violates the schema, as a path of names; empty if it is valid.
    static Optional<String> fault(Map<String, ?> schema, @Nullable Object value) {
        return fault(schema, value, "$", 0);
    }

    private static Optional<String> fault(Map<String, ?> schema, @Nullable Object value, String path, int depth) {
        boolean keeps = depth < DEEPEST
                && isOfType(schema.get("type"), value)
                && isListed(schema, value)
                && isWithin(schema, value);
        if (!keeps) {
            return Optional.of(path);
        }
        return switch (value) {
            case Map<?, ?> object -> members(schema, object, path, depth);
            case List<?> list -> elements(schema, list, path, depth);
            case null, default -> Optional.empty();
        };
    }

    private static boolean isOfType(@Nullable Object type, @Nullable Object value) {
        if (type instanceof List<?> several) {
            return several.stream().anyMatch(each -> isOfType(each, value));
        }
        return switch (type) {
            case null -> true;
            case String name ->
                switch (name) {
                    case "object" -> value instanceof Map;
                    case "array" -> value instanceof List;
                    case "string" -> value instanceof String;
                    case "boolean" -> value instanceof Boolean;
                    case "number" -> value instanceof Number;
                    case "integer" ->
                        value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
                    case "null" -> value == null;
                    default -> false;
                };
            default -> false;
        };
    }

    private static boolean isListed(Map<String, ?> schema, @Nullable Object value) {
        if (schema.get("enum") instanceof List<?> values && values.stream().noneMatch(each -> equal(each, value))) {
            return false;
        }
        return !schema.containsKey("const") || equal(schema.get("const"), value);
    }

    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        return (a instanceof Number x && b instanceof Number y)
                ? x.doubleValue() == y.doubleValue()
                : Objects.equals(a, b);
    }

    private static boolean isWithin(Map<String, ?> schema, @Nullable Object value) {
        return switch (value) {
            case Number number -> {
                double n = number.doubleValue();
                yield n >= bound(schema, "minimum", Double.NEGATIVE_INFINITY)
                        && n <= bound(schema, "maximum", Double.POSITIVE_INFINITY)
                        && n > bound(schema, "exclusiveMinimum", Double.NEGATIVE_INFINITY)
                        && n < bound(schema, "exclusiveMaximum", Double.POSITIVE_INFINITY);
            }
            case String text -> {
                int length = text.codePointCount(0, text.length());
                yield length >= bound(schema, "minLength", 0)
                        && length <= bound(schema, "maxLength", Integer.MAX_VALUE);
            }
            case List<?> list ->
                list.size() >= bound(schema, "minItems", 0)
                        && list.size() <= bound(schema, "maxItems", Integer.MAX_VALUE);
            case null, default -> true;
        };
    }

    private static double bound(Map<String, ?> schema, String keyword, double otherwise) {
        return schema.get(keyword) instanceof Number number ? number.doubleValue() : otherwise;
    }

    private static Optional<String> members(Map<String, ?> schema, Map<?, ?> object, String path, int depth) {
        if (schema.get("required") instanceof List<?> required) {
            for (Object name : required) {
                if (!object.containsKey(name)) {
                    return Optional.of(path + "." + name);
                }
            }
        }
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> known ? known : Map.of();
        for (Map.Entry<?, ?> member : object.entrySet()) {
            Object own = properties.get(member.getKey());
            Object inner = own == null ? schema.get("additionalProperties") : own;
            if (Boolean.FALSE.equals(inner)) {
                return Optional.of(path + ".*");
            }
            Optional<String> fault =
                    inner(inner, member.getValue(), path + "." + (own == null ? "*" : member.getKey()), depth);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> elements(Map<String, ?> schema, List<?> list, String path, int depth) {
        for (Object element : list) {
            Optional<String> fault = inner(schema.get("items"), element, path + "[]", depth);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Optional<String> inner(@Nullable Object schema, @Nullable Object value, String path, int depth) {
        return schema instanceof Map<?, ?> inner
                ? fault((Map<String, ?>) inner, value, path, depth + 1)
                : Optional.empty();
    }
}
