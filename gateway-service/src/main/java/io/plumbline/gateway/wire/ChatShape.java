package io.plumbline.gateway.wire;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks that the texts and tool calls of a chat completion have the types of OpenAI's API, so that the guards
/// read the same as clients. An answer with other types is invalid. Unknown members may have any type.
public final class ChatShape {

    private static final String CHOICES = "choices";
    private static final String[] KINDS = {"function", "custom"};

    private ChatShape() {}

    /// Whether an answer that is not streamed has a valid structure. Arguments of calls may be objects: some
    /// servers send them this way, and they can be judged.
    public static boolean isWhole(ObjectNode answer) {
        return answer.path(CHOICES).isArray() && fits(answer.path(CHOICES), "message", true);
    }

    /// Whether a chunk of a stream has a valid structure.
    public static boolean isChunk(ObjectNode chunk) {
        JsonNode choices = chunk.path(CHOICES);
        return isAbsent(choices) || (choices.isArray() && fits(choices, "delta", false));
    }

    private static boolean fits(JsonNode choices, String said, boolean whole) {
        for (JsonNode choice : choices) {
            JsonNode message = choice.path(said);
            if (!choice.isObject() || !(isAbsent(message) || (message.isObject() && saysReadably(message, whole)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean saysReadably(JsonNode message, boolean whole) {
        JsonNode content = message.path("content");
        JsonNode calls = message.path("tool_calls");
        JsonNode legacy = message.path("function_call");
        return (isText(content) || isListOfObjects(content))
                && (holdsNothing(calls) || (isListOfObjects(calls) && areReadable(calls, whole)))
                && (isAbsent(legacy) || isReadable(legacy, "arguments", whole));
    }

    private static boolean isListOfObjects(JsonNode list) {
        return list.isArray() && list.valueStream().allMatch(JsonNode::isObject);
    }

    private static boolean areReadable(JsonNode calls, boolean whole) {
        for (JsonNode call : calls) {
            int kinds = 0;
            for (String kind : KINDS) {
                JsonNode called = call.path(kind);
                kinds += isAbsent(called) ? 0 : 1;
                if (!isAbsent(called) && !isReadable(called, kind.equals("custom") ? "input" : "arguments", whole)) {
                    return false;
                }
            }
            if (kinds > 1 || (whole && kinds == 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReadable(JsonNode called, String with, boolean whole) {
        JsonNode arguments = called.path(with);
        return called.isObject()
                && isText(called.path("name"))
                && (isText(arguments) || (whole && arguments.isObject()));
    }

    private static boolean isText(JsonNode value) {
        return value.isString() || isAbsent(value);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean holdsNothing(JsonNode value) {
        return isAbsent(value)
                || (value.isContainer() ? value.isEmpty() : value.asString("-").isEmpty());
    }
}
