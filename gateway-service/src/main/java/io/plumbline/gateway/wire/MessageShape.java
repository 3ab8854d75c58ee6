package io.plumbline.gateway.wire;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks that the texts and tool calls of a message have the types of Anthropic's API, so that the guards read
/// the same as clients. An answer with other types is invalid. Unknown members and blocks may have any type.
public final class MessageShape {

    private static final String CONTENT = "content";
    private static final String[] TEXTS = {"text", "thinking", "partial_json", "signature"};

    private MessageShape() {}

    /// Whether a message that is not streamed has a valid structure.
    public static boolean isWhole(ObjectNode message) {
        JsonNode content = message.path(CONTENT);
        return content.isArray() && content.valueStream().allMatch(MessageShape::isBlock);
    }

    /// Whether an event of a stream has a valid structure: all content is in separate blocks.
    public static boolean isEvent(ObjectNode event) {
        JsonNode message = event.path("message");
        JsonNode block = event.path("content_block");
        JsonNode delta = event.path("delta");
        return (isAbsent(message) || (message.isObject() && startsEmpty(message.path(CONTENT))))
                && (isAbsent(block) || isBlock(block))
                && (isAbsent(delta) || (delta.isObject() && saysReadably(delta)));
    }

    private static boolean startsEmpty(JsonNode content) {
        return isAbsent(content) || (content.isArray() && content.isEmpty());
    }

    private static boolean isBlock(JsonNode block) {
        return block.isObject() && saysReadably(block) && (!isCall(block) || isReadable(block));
    }

    /// Whether a block is a tool call.
    public static boolean isCall(JsonNode block) {
        return block.path("type").asString("").endsWith("tool_use");
    }

    private static boolean saysReadably(JsonNode holder) {
        for (String name : TEXTS) {
            if (!isText(holder.path(name))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReadable(JsonNode call) {
        JsonNode input = call.path("input");
        return isText(call.path("name")) && (isAbsent(input) || input.isObject());
    }

    private static boolean isText(JsonNode value) {
        return value.isString() || isAbsent(value);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
