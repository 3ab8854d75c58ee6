package io.plumbline.eval.toolcall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares calls with expected calls by their syntax trees, like the checker of the Berkeley Function Calling
/// Leaderboard: names, required and unexpected parameters, types, and values. Texts are equal without case, spaces
/// and the characters `, . / - _ * ^`; single and double quotes are alike. Whole numbers are accepted as decimals.
///
/// Calls in any order are assigned to the expected ones so that as many as possible match. The leaderboard takes
/// the first that matches instead, which rejects a few right answers.
///
/// @see <a href="https://proceedings.mlr.press/v267/patil25a.html">Patil et al. 2025</a>
public final class CallMatcher {

    private static final String IGNORED = " ,./-_*^";

    private final Map<String, ToolSchema> schemas;

    /// @param schemas tools by name; calls of other tools are compared without types
    public CallMatcher(Map<String, ToolSchema> schemas) {
        this.schemas = Map.copyOf(schemas);
    }

    /// The result of a comparison.
    ///
    /// @param matched number of expected calls that a call matches
    /// @param expected number of expected calls
    /// @param called number of calls
    public record Matching(int matched, int expected, int called) {

        /// Whether every expected call was made, and no other.
        public boolean isExact() {
            return matched == expected && called == expected;
        }

        /// Whether every expected call was made.
        public boolean isComplete() {
            return matched == expected;
        }

        /// Returns F1 of the calls, 0..1; 1 if none is expected and none was made.
        public double f1() {
            return expected + called == 0 ? 1 : 2.0 * matched / (expected + called);
        }
    }

    /// Compares calls with the expected ones in any order.
    public Matching anyOrder(List<ExpectedCall> expected, List<ToolCall> calls) {
        int[] expectedOf = new int[calls.size()];
        Arrays.fill(expectedOf, -1);
        int matched = 0;
        for (int i = 0; i < expected.size(); i++) {
            if (assign(i, expected, calls, expectedOf, new boolean[calls.size()])) {
                matched++;
            }
        }
        return new Matching(matched, expected.size(), calls.size());
    }

    /// Assigns a call to an expected one, and others anew if necessary (Kuhn's algorithm).
    private boolean assign(
            int wanted, List<ExpectedCall> expected, List<ToolCall> calls, int[] expectedOf, boolean[] tried) {
        for (int i = 0; i < calls.size(); i++) {
            if (!tried[i] && mismatch(expected.get(wanted), calls.get(i)) == null) {
                tried[i] = true;
                if (expectedOf[i] < 0 || assign(expectedOf[i], expected, calls, expectedOf, tried)) {
                    expectedOf[i] = wanted;
                    return true;
                }
            }
        }
        return false;
    }

    /// Compares calls with the expected ones in their order: the longest sequence of both counts.
    public Matching inOrder(List<ExpectedCall> expected, List<ToolCall> calls) {
        int[] longest = new int[calls.size() + 1];
        for (ExpectedCall wanted : expected) {
            int diagonal = 0;
            for (int i = 1; i <= calls.size(); i++) {
                int above = longest[i];
                longest[i] =
                        mismatch(wanted, calls.get(i - 1)) == null ? diagonal + 1 : Math.max(above, longest[i - 1]);
                diagonal = above;
            }
        }
        return new Matching(longest[calls.size()], expected.size(), calls.size());
    }

    /// Returns why a call does not match an expected one; null if it does.
    public @Nullable String mismatch(ExpectedCall expected, ToolCall call) {
        if (!plainName(expected.name()).equals(plainName(call.name()))) {
            return "another tool";
        }
        JsonNode arguments = call.arguments();
        if (arguments == null) {
            return "the arguments are not a JSON object";
        }
        ToolSchema schema = schemas.getOrDefault(call.name(), schemas.get(expected.name()));
        if (schema != null) {
            for (String required : schema.required()) {
                if (!arguments.has(required)) {
                    return "without the required parameter " + required;
                }
            }
        }
        List<String> faults = new ArrayList<>();
        arguments.forEachEntry((parameter, value) -> {
            String fault = mismatch(expected.arguments().get(parameter), parameter, value, schema);
            if (fault != null) {
                faults.add(fault);
            }
        });
        expected.arguments().forEach((parameter, accepted) -> {
            if (!accepted.optional() && !arguments.has(parameter)) {
                faults.add("without the parameter " + parameter);
            }
        });
        return faults.isEmpty() ? null : faults.getFirst();
    }

    private static @Nullable String mismatch(
            ExpectedCall.@Nullable Accepted accepted, String parameter, JsonNode value, @Nullable ToolSchema schema) {
        if (accepted == null) {
            return "with the unexpected parameter " + parameter;
        }
        if (schema != null && !schema.accepts(parameter, value) && !likeAccepted(accepted, value)) {
            return parameter + " has another type";
        }
        if (accepted.values().isEmpty() && accepted.optional()) {
            return null;
        }
        boolean equal = accepted.values().stream()
                .anyMatch(one -> accepted.nested() ? acceptedBy(one, value) : equal(one, value));
        return equal ? null : parameter + " has another value";
    }

    /// A record may accept values of another type than the tool's: names of variables.
    private static boolean likeAccepted(ExpectedCall.Accepted accepted, JsonNode value) {
        return accepted.values().stream()
                .filter(one -> !one.isString() || !one.asString().isEmpty())
                .findFirst()
                .filter(first -> first.getNodeType() == value.getNodeType()
                        && first.isIntegralNumber() == value.isIntegralNumber())
                .isPresent();
    }

    /// Whether a value equals an accepted one, in whose objects each member is a list of accepted values.
    private static boolean acceptedBy(JsonNode accepted, JsonNode value) {
        if (accepted.isObject() && value.isObject()) {
            return value.propertyStream().allMatch(member -> isAmong(accepted.get(member.getKey()), member.getValue()))
                    && accepted.propertyStream()
                            .allMatch(member -> value.has(member.getKey()) || isOptional(member.getValue()));
        }
        if (accepted.isArray() && value.isArray() && holdsObjects(accepted)) {
            if (accepted.size() != value.size()) {
                return false;
            }
            for (int i = 0; i < accepted.size(); i++) {
                if (!acceptedBy(accepted.get(i), value.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return equal(accepted, value);
    }

    private static boolean isAmong(@Nullable JsonNode accepted, JsonNode value) {
        if (accepted == null) {
            return false;
        }
        if (!accepted.isArray()) {
            return acceptedBy(accepted, value);
        }
        return accepted.valueStream().anyMatch(one -> acceptedBy(one, value));
    }

    private static boolean isOptional(JsonNode accepted) {
        return accepted.isArray()
                && accepted.valueStream()
                        .anyMatch(one -> one.isString() && one.asString().isEmpty());
    }

    private static boolean holdsObjects(JsonNode array) {
        return array.valueStream().anyMatch(JsonNode::isObject);
    }

    /// Whether two values are equal: texts in their plain form, numbers by value, arrays in order.
    public static boolean equal(JsonNode one, JsonNode other) {
        if (one.isString() && other.isString()) {
            return plain(one.asString()).equals(plain(other.asString()));
        }
        if (one.isNumber() && other.isNumber()) {
            return sameNumber(one, other);
        }
        if (one.isArray() && other.isArray()) {
            return one.size() == other.size() && allEqual(one, other);
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.propertyStream()
                            .allMatch(member -> other.has(member.getKey())
                                    && equal(member.getValue(), other.path(member.getKey())));
        }
        return one.equals(other);
    }

    private static boolean allEqual(JsonNode one, JsonNode other) {
        for (int i = 0; i < one.size(); i++) {
            if (!equal(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumber(JsonNode one, JsonNode other) {
        return (one.isIntegralNumber() && other.isIntegralNumber())
                ? one.bigIntegerValue().equals(other.bigIntegerValue())
                : Double.compare(one.asDouble(), other.asDouble()) == 0;
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (IGNORED.indexOf(c) < 0) {
                plain.append(c == '\'' ? '"' : c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /// OpenAI's names have no dots.
    private static String plainName(String name) {
        return name.replace('.', '_');
    }
}
