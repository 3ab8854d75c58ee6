package io.plumbline.gateway.exchange;

import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.tool.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the tools in OpenAI's requests, answers and messages.
public final class ToolTexts {

    /// The arguments of a tool without parameters.
    public static final String NO_ARGUMENTS = "{}";

    private static final Set<String> TOOL_ROLES = Set.of("tool", "function");

    private ToolTexts() {}

    /// Whether the conversation contains a tool result, which any third party may have written.
    public static boolean isTainted(JsonNode messages) {
        for (JsonNode message : messages) {
            if (isTainting(message)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a message is a tool result.
    public static boolean isTainting(JsonNode message) {
        return TOOL_ROLES.contains(message.path("role").asString(""));
    }

    /// Reads a call written as JSON, `{"name", "arguments"}`, alone or as `function`; empty for anything else.
    public static Optional<ToolCall> written(String json) {
        ObjectNode object =
                WireJson.object(json.getBytes(StandardCharsets.UTF_8)).orElse(null);
        if (object == null) {
            return Optional.empty();
        }
        JsonNode call = object.path("function").isObject() ? object.path("function") : object;
        String name = call.path("name").asString("");
        return name.isEmpty() ? Optional.empty() : Optional.of(call(name, arguments(call)));
    }

    /// Returns the tool calls in the messages of a conversation.
    public static List<ToolCall> ofMessages(JsonNode messages) {
        List<ToolCall> calls = new ArrayList<>();
        messages.forEach(message -> calls.addAll(ofMessage(message, UnaryOperator.identity())));
        return calls;
    }

    /// Returns the tool calls in one message, in order.
    ///
    /// @param restored applied to their arguments before they are read
    public static List<ToolCall> ofMessage(JsonNode message, UnaryOperator<String> restored) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            if (call.hasNonNull("function")) {
                calls.add(ofFunction(call.path("function"), restored));
            } else {
                calls.add(custom(call.path("custom").path("name").asString("")));
            }
        }
        JsonNode legacy = message.path("function_call");
        if (legacy.isObject()) {
            calls.add(ofFunction(legacy, restored));
        }
        return calls;
    }

    private static ToolCall ofFunction(JsonNode called, UnaryOperator<String> restored) {
        return call(called.path("name").asString(""), restored.apply(arguments(called)));
    }

    private static String arguments(JsonNode called) {
        JsonNode arguments = called.path("arguments");
        return arguments.isString() ? arguments.asString() : arguments.toString();
    }

    /// A call of a custom tool: what it is called with is text, which rules on arguments cannot read.
    public static ToolCall custom(String name) {
        return new ToolCall(name, null);
    }

    /// Creates a call from its name and its arguments as JSON, which may be empty for tools without arguments.
    public static ToolCall call(String name, String arguments) {
        if (arguments.isBlank()) {
            return new ToolCall(name, Map.of());
        }
        return new ToolCall(
                name,
                WireJson.object(arguments.getBytes(StandardCharsets.UTF_8))
                        .map(WireJson::map)
                        .orElse(null));
    }

    /// Removes the tools that may not be offered from a request.
    ///
    /// @return the names of the removed tools
    public static List<String> withhold(ObjectNode body, Predicate<String> offered) {
        List<String> withheld = new ArrayList<>();
        for (String field : List.of("tools", "functions")) {
            if (body.get(field) instanceof ArrayNode tools) {
                for (int i = tools.size() - 1; i >= 0; i--) {
                    String name = nameOf(tools.get(i));
                    if (!name.isEmpty() && !offered.test(name)) {
                        withheld.add(name);
                        tools.remove(i);
                    }
                }
                if (tools.isEmpty() && !withheld.isEmpty()) {
                    body.remove(field);
                    body.remove("tool_choice");
                    body.remove("function_call");
                    body.remove("parallel_tool_calls");
                }
            }
        }
        return withheld;
    }

    /// Returns the name of the tool that a request requires; empty for none.
    public static String insistedOn(ObjectNode body) {
        JsonNode choice = body.path("tool_choice");
        String named = nameOf(choice);
        return named.isEmpty() ? body.path("function_call").path("name").asString("") : named;
    }

    private static String nameOf(JsonNode tool) {
        for (String kind : List.of("function", "custom")) {
            if (tool.path(kind).isObject()) {
                return tool.path(kind).path("name").asString("");
            }
        }
        return tool.path("name").asString("");
    }
}
