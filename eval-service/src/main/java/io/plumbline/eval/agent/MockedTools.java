package io.plumbline.eval.agent;

import io.plumbline.eval.suite.document.MessageText;
import io.plumbline.eval.suite.document.ToolMock;
import io.plumbline.eval.toolcall.CallMatcher;
import io.plumbline.eval.toolcall.ToolCall;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools of one conversation: their results are data, and their effects change a JSON state. Deterministic, without
/// delays. For one thread.
public final class MockedTools {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_ELEMENTS = 10_000;
    private static final int LONGEST_RESULT = 100_000;

    private final List<ToolMock> mocks;
    private final IdentityHashMap<ToolMock, Integer> used = new IdentityHashMap<>();
    private @Nullable JsonNode state;

    /// @param state null for none
    public MockedTools(List<ToolMock> mocks, @Nullable JsonNode state) {
        this.mocks = List.copyOf(mocks);
        this.state = state == null ? null : state.deepCopy();
    }

    /// The result of a call.
    ///
    /// @param text as the model receives it
    /// @param mocked whether a mock answered it
    public record Result(String text, boolean mocked) {}

    /// Checks a mock that is not part of a validated request.
    ///
    /// @throws IllegalArgumentException if it has no tool, or an invalid pointer
    public static void check(@Nullable ToolMock mock) {
        if (mock == null || mock.tool() == null || !mock.tool().matches(ToolMock.NAME)) {
            throw new IllegalArgumentException("mocks must name a tool");
        }
        if (mock.read() != null) {
            JsonPointer.compile(mock.read());
        }
        keys(mock.when()).forEach(JsonPointer::compile);
        keys(mock.set()).forEach(JsonPointer::compile);
    }

    private static List<String> keys(@Nullable Map<String, Object> map) {
        return map == null ? List.of() : List.copyOf(map.keySet());
    }

    /// Returns the state that the calls so far left; null if there is none.
    public @Nullable JsonNode state() {
        return state;
    }

    /// Answers a call by the first mock that matches it, and changes the state as the mock says.
    public Result call(ToolCall call) {
        JsonNode arguments = call.arguments();
        if (arguments == null) {
            return new Result(error("The arguments are not a JSON object."), false);
        }
        for (ToolMock mock : mocks) {
            if (matches(mock, call.name(), arguments)) {
                used.merge(mock, 1, Integer::sum);
                return new Result(answer(mock, arguments), true);
            }
        }
        return new Result(error("No result is available for this call."), false);
    }

    private boolean matches(ToolMock mock, String tool, JsonNode arguments) {
        if (!mock.tool().equals(tool) || (mock.times() != null && used.getOrDefault(mock, 0) >= mock.times())) {
            return false;
        }
        return holds(mock.arguments(), arguments::path) && holds(mock.when(), pointer -> at(pointer, arguments));
    }

    private interface Lookup {
        JsonNode at(String name);
    }

    private static boolean holds(@Nullable Map<String, Object> wanted, Lookup found) {
        JsonNode all = JSON.valueToTree(wanted == null ? Map.of() : wanted);
        return all.propertyStream().allMatch(entry -> {
            JsonNode is = found.at(entry.getKey());
            return entry.getValue().isNull()
                    ? is.isNull() || is.isMissingNode()
                    : !is.isMissingNode() && CallMatcher.equal(entry.getValue(), is);
        });
    }

    private JsonNode at(String pointer, JsonNode arguments) {
        return state == null ? JSON.missingNode() : state.at(pointer(pointer, arguments));
    }

    private String answer(ToolMock mock, JsonNode arguments) {
        JSON.valueToTree(mock.set() == null ? Map.of() : mock.set())
                .forEachEntry((pointer, value) -> set(pointer(pointer, arguments), filled(value, arguments)));
        if (mock.error() != null) {
            return error(text(mock.error(), arguments));
        }
        if (mock.read() != null) {
            JsonNode found = at(mock.read(), arguments);
            return found.isMissingNode() ? error("Not found.") : written(found);
        }
        return mock.result() == null ? "null" : written(filled(JSON.valueToTree(mock.result()), arguments));
    }

    private static String written(JsonNode value) {
        String text = value.isString() ? value.asString() : JSON.writeValueAsString(value);
        return bounded(text);
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_RESULT ? text : text.substring(0, LONGEST_RESULT);
    }

    private static String error(String message) {
        return JSON.writeValueAsString(Map.of("error", message));
    }

    /// Returns the value with arguments in its texts. A text that is only a placeholder becomes the argument itself.
    private static JsonNode filled(JsonNode value, JsonNode arguments) {
        if (value.isString()) {
            String text = value.asString();
            String only = only(text);
            return only != null && arguments.has(only)
                    ? arguments.path(only)
                    : JSON.getNodeFactory().stringNode(text(text, arguments));
        }
        if (value.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            value.forEach(element -> array.add(filled(element, arguments)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            value.forEachEntry((name, member) -> object.set(name, filled(member, arguments)));
            return object;
        }
        return value;
    }

    private static @Nullable String only(String text) {
        return text.startsWith("{{") && text.indexOf("}}") == text.length() - 2
                ? text.substring(2, text.length() - 2).strip()
                : null;
    }

    /// Returns a text with arguments for its placeholders.
    private static String text(String template, JsonNode arguments) {
        return bounded(MessageText.fill(template, name -> text(arguments.path(name))));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isMissingNode() ? null : written(value);
    }

    private static JsonPointer pointer(String template, JsonNode arguments) {
        return JsonPointer.compile(MessageText.fill(template, name -> {
            String text = text(arguments.path(name));
            return text == null ? null : text.replace("~", "~0").replace("/", "~1");
        }));
    }

    /// Stores a value, with objects for missing members on the way. `-` is a new element of an array.
    private void set(JsonPointer pointer, JsonNode value) {
        if (pointer.matches()) {
            state = value.deepCopy();
            return;
        }
        if (state == null || !state.isContainer()) {
            state = JSON.createObjectNode();
        }
        JsonNode parent = state;
        JsonPointer rest = pointer;
        while (!rest.tail().matches()) {
            JsonNode next = child(parent, rest);
            if (next == null || !next.isContainer()) {
                next = JSON.createObjectNode();
                put(parent, rest, next);
            }
            parent = next;
            rest = rest.tail();
        }
        put(parent, rest, value.deepCopy());
    }

    private static @Nullable JsonNode child(JsonNode parent, JsonPointer at) {
        return parent.isArray() ? parent.get(at.getMatchingIndex()) : parent.get(at.getMatchingProperty());
    }

    private static void put(JsonNode parent, JsonPointer at, JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(at.getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            int index = at.getMatchingIndex();
            if (index >= 0 && index < array.size()) {
                array.set(index, value);
            } else if (array.size() < MOST_ELEMENTS) {
                array.add(value);
            }
        }
    }
}
