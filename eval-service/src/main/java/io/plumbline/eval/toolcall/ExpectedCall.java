package io.plumbline.eval.toolcall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A call that a record expects.
///
/// @param arguments parameter → what is accepted for it; a call with any other parameter does not match
public record ExpectedCall(String name, SequencedMap<String, Accepted> arguments) {

    /// The maximum number of expected calls of a record.
    public static final int MOST = 128;

    private static final JsonMapper JSON = JsonMapper.shared();

    /// The accepted values of a parameter.
    ///
    /// @param values one of which the argument must equal; none for any value
    /// @param optional whether a call may leave the parameter out
    /// @param nested whether the members of accepted objects are lists of accepted values themselves
    public record Accepted(List<JsonNode> values, boolean optional, boolean nested) {

        public Accepted {
            values = List.copyOf(values);
        }
    }

    /// Reads expected calls: `{"name", "arguments", "optional"}` with exact arguments; `{"name", "accepted"}` with
    /// a list of accepted values for each parameter, of which an empty text means that it is optional; or
    /// `{NAME: {PARAMETER: [values]}}`, the same as in the Berkeley Function Calling Leaderboard.
    ///
    /// @param calls a list, as in a record
    /// @throws IllegalArgumentException if it is not a list of at most [#MOST] such calls
    public static List<ExpectedCall> list(Object calls) {
        if (!(calls instanceof List<?> list) || list.size() > MOST) {
            throw new IllegalArgumentException("expectedCalls must be a list of at most " + MOST + " calls");
        }
        List<ExpectedCall> expected = new ArrayList<>();
        list.forEach(call -> expected.add(of(JSON.valueToTree(call))));
        return expected;
    }

    /// @throws IllegalArgumentException if it is not an expected call
    public static ExpectedCall of(JsonNode call) {
        if (call.path("name").isString()) {
            boolean accepted = call.path("accepted").isObject();
            return accepted
                    ? ofAccepted(call.path("name").asString(), call.path("accepted"))
                    : ofExact(call.path("name").asString(), call.path("arguments"), call.path("optional"));
        }
        if (call.isObject() && call.size() == 1) {
            Map.Entry<String, JsonNode> only = call.properties().iterator().next();
            if (only.getValue().isObject()) {
                return ofAccepted(only.getKey(), only.getValue());
            }
        }
        throw new IllegalArgumentException("an expected call must have a name and arguments");
    }

    private static ExpectedCall ofAccepted(String name, JsonNode accepted) {
        SequencedMap<String, Accepted> arguments = new LinkedHashMap<>();
        accepted.forEachEntry((parameter, values) -> {
            List<JsonNode> all = new ArrayList<>();
            if (values.isArray()) {
                values.forEach(all::add);
            } else {
                all.add(values);
            }
            arguments.put(parameter, new Accepted(all, all.stream().anyMatch(ExpectedCall::isEmptyText), true));
        });
        return new ExpectedCall(name, arguments);
    }

    private static ExpectedCall ofExact(String name, JsonNode exact, JsonNode optional) {
        SequencedMap<String, Accepted> arguments = new LinkedHashMap<>();
        exact.forEachEntry((parameter, value) -> arguments.put(parameter, new Accepted(List.of(value), false, false)));
        for (JsonNode parameter : optional) {
            Accepted value = arguments.get(parameter.asString(""));
            arguments.put(
                    parameter.asString(""), new Accepted(value == null ? List.of() : value.values(), true, false));
        }
        return new ExpectedCall(name, arguments);
    }

    private static boolean isEmptyText(JsonNode value) {
        return value.isString() && value.asString().isEmpty();
    }
}
