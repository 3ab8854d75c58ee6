package io.plumbline.eval.toolcall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A tool call that a model requested.
///
/// @param id the model's id of the call; empty if it has none
/// @param arguments an object; null if the model wrote none that is valid JSON
public record ToolCall(String id, String name, @Nullable JsonNode arguments) {

    /// The maximum number of calls read from one message.
    public static final int MOST = 128;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_ARGUMENTS = 100_000;
    private static final int LONGEST_NAME = 200;

    /// Reads the calls of a message in OpenAI's format.
    ///
    /// @param message with `tool_calls`, or without any
    public static List<ToolCall> of(JsonNode message) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            if (calls.size() < MOST) {
                calls.add(new ToolCall(
                        bounded(call.path("id").asString("")),
                        bounded(function.path("name").asString("")),
                        arguments(function.path("arguments"))));
            }
        }
        return calls;
    }

    /// Returns calls as JSON text: the answer of a model that wrote no text.
    public static String text(List<ToolCall> calls) {
        return JSON.writeValueAsString(calls.stream()
                .map(call -> {
                    Map<String, @Nullable Object> written = new LinkedHashMap<>();
                    written.put("name", call.name());
                    written.put("arguments", call.arguments());
                    return written;
                })
                .toList());
    }

    private static @Nullable JsonNode arguments(JsonNode arguments) {
        if (arguments.isObject()) {
            return arguments;
        }
        String text = arguments.asString("");
        if (text.isBlank()) {
            return JSON.createObjectNode();
        }
        if (text.length() > LONGEST_ARGUMENTS) {
            return null;
        }
        try {
            JsonNode read = JSON.readTree(text);
            return read.isObject() ? read : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }
}
