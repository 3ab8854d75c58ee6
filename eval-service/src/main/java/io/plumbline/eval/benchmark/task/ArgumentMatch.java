package io.plumbline.eval.benchmark.task;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Whether an argument has one of the accepted values, by the rules of the Berkeley Function Calling checker: texts
/// without case, spaces and punctuation; numbers by value, whether whole or not; lists in order; objects by member, of
/// which those that accept an empty text may be missing.
final class ArgumentMatch {

    private static final Pattern IGNORED = Pattern.compile("[ ,./\\-_*^]");
    private static final int DEEPEST = 16;

    private ArgumentMatch() {}

    /// @param accepted a list of values
    static boolean isOneOf(JsonNode given, JsonNode accepted) {
        return isOneOf(given, accepted, 0);
    }

    /// Whether an argument may be missing: an empty text is among its values.
    static boolean isOptional(JsonNode accepted) {
        return accepted.valueStream()
                .anyMatch(value -> value.isString() && value.asString().isEmpty());
    }

    private static boolean isOneOf(JsonNode given, JsonNode accepted, int depth) {
        return accepted.valueStream().anyMatch(value -> isSame(given, value, depth));
    }

    private static boolean isSame(JsonNode given, JsonNode value, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        if (given.isString() && value.isString()) {
            return normal(given.asString()).equals(normal(value.asString()));
        }
        if (given.isNumber() && value.isNumber()) {
            return Double.compare(given.asDouble(), value.asDouble()) == 0;
        }
        if (given.isArray() && value.isArray()) {
            return given.size() == value.size()
                    && IntStream.range(0, given.size()).allMatch(i -> isSame(given.path(i), value.path(i), depth + 1));
        }
        if (given.isObject() && value.isObject()) {
            return given.propertyStream()
                            .allMatch(member -> value.has(member.getKey())
                                    && isMember(member.getValue(), value.path(member.getKey()), depth + 1))
                    && value.propertyStream()
                            .allMatch(member -> given.has(member.getKey()) || isOptional(member.getValue()));
        }
        return given.equals(value);
    }

    /// Members of accepted objects are lists of accepted values.
    private static boolean isMember(JsonNode given, JsonNode accepted, int depth) {
        return accepted.isArray() ? isOneOf(given, accepted, depth) : isSame(given, accepted, depth);
    }

    private static String normal(String text) {
        return IGNORED.matcher(text).replaceAll("").toLowerCase(Locale.ROOT).replace('\'', '"');
    }
}
