package io.plumbline.gateway.translation;

import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's message as OpenAI's chat completion. What the model thought is in `reasoning_content`, and
/// whole, with its signature, in `thinking_blocks`, so that a client can send it back.
final class MessageToCompletion {

    private MessageToCompletion() {}

    /// @param jsonTool name of the tool whose input is the answer; null for none
    static ObjectNode translate(ObjectNode message, @Nullable String jsonTool, long createdSeconds) {
        ObjectNode chat = WireJson.newObject();
        chat.set("id", message.path("id"));
        chat.put("object", "chat.completion").put("created", createdSeconds);
        chat.set("model", message.path("model"));
        ObjectNode choice = chat.putArray("choices").addObject().put("index", 0);
        content(message.path("content"), jsonTool, choice.putObject("message").put("role", "assistant"));
        choice.putNull("logprobs");
        String reason = StopReasons.toChat(message.path("stop_reason").asString(""));
        choice.put("finish_reason", jsonTool != null && reason.equals("tool_calls") ? "stop" : reason);
        chat.set("usage", Usages.toChat(message.path("usage")));
        return chat;
    }

    private static void content(JsonNode content, @Nullable String jsonTool, ObjectNode into) {
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        ArrayNode thought = WireJson.newObject().putArray("thought");
        ArrayNode calls = WireJson.newObject().putArray("calls");
        for (JsonNode block : content) {
            switch (block.path("type").asString("")) {
                case "text" -> text.append(block.path("text").asString(""));
                case "thinking" -> {
                    reasoning.append(block.path("thinking").asString(""));
                    thought.add(block);
                }
                case "redacted_thinking" -> thought.add(block);
                case "tool_use" -> {
                    String arguments = new String(WireJson.bytes(block.path("input")), StandardCharsets.UTF_8);
                    if (block.path("name").asString("").equals(jsonTool)) {
                        text.append(arguments);
                    } else {
                        call(block, arguments, calls);
                    }
                }
                default -> {
                    // what Anthropic's own servers did for the answer has no place in a completion
                }
            }
        }
        boolean silent = text.isEmpty() && !calls.isEmpty();
        into.put("content", silent ? null : text.toString()).putNull("refusal");
        if (!reasoning.isEmpty()) {
            into.put("reasoning_content", reasoning.toString());
        }
        if (!thought.isEmpty()) {
            into.set("thinking_blocks", thought);
        }
        if (!calls.isEmpty()) {
            into.set("tool_calls", calls);
        }
    }

    private static void call(JsonNode block, String arguments, ArrayNode calls) {
        ObjectNode call = calls.addObject();
        call.set("id", block.path("id"));
        call.put("type", "function");
        ObjectNode function = call.putObject("function");
        function.set("name", block.path("name"));
        function.put("arguments", arguments);
    }
}
