package io.plumbline.gateway.schema;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// JSON Schema's rules for values: numbers are equal by value, regardless of notation.
final class Values {

    private static final int LONGEST_SHOWN = 80;

    /// The maximum number of digits before and after the point for which a quotient is computed.
    private static final int MOST_DIGITS = 400;

    private Values() {}

    static boolean isOfType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            return type.valueStream().anyMatch(each -> isOfType(each, value));
        }
        return switch (type.asString("")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && isWhole(value.decimalValue());
            default -> false;
        };
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0
                || number.scale() <= 0
                || number.stripTrailingZeros().scale() <= 0;
    }

    static boolean equal(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
            return false;
        }
        if (one.isArray()) {
            for (int i = 0; i < one.size(); i++) {
                if (!equal(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject()) {
            for (Map.Entry<String, JsonNode> member : one.properties()) {
                JsonNode same = other.get(member.getKey());
                if (same == null || !equal(member.getValue(), same)) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    /// Whether one number is a multiple of the other; false for numbers that are too large.
    static boolean isMultiple(BigDecimal number, BigDecimal factor) {
        if (factor.signum() <= 0 || isVast(number) || isVast(factor)) {
            return false;
        }
        return number.remainder(factor).signum() == 0;
    }

    private static boolean isVast(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS;
    }

    /// Returns a value of the schema, truncated if it is long.
    static String brief(JsonNode value) {
        String text = value.isString() ? value.asString() : value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    static @Nullable String below(@Nullable String at, String name) {
        return at == null ? null : at + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static JsonNode text(String text) {
        return StringNode.valueOf(text);
    }
}
