package io.plumbline.gateway.wire;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells whether what clients read of a message, its texts and calls of tools, is of the types that it has in
/// Anthropic's API, so that the guards read the same. What has other types is no answer. Members and blocks that
/// are not known here may be anything.
public final class MessageShape {

    private static final String CONTENT = "content";
    private static final String[] TEXTS = {"text", "thinking", "partial_json", "signature"};

    private MessageShape() {}

    /// Whether a message in one piece has the shape of one.
    public static boolean isWhole(ObjectNode message) {
        JsonNode content = message.path(CONTENT);
        return content.isArray() && content.valueStream().allMatch(MessageShape::isBlock);
    }

    /// Whether an event of a stream has the shape of one: all content comes in blocks of its own.
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

    /// Whether a block is a call of a tool.
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
