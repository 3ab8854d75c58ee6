package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// System prompt and messages of Anthropic's in OpenAI's language. Each result of a tool becomes a message of
/// its own, before what else the user says. What the model thought has no place in a chat and is left out.
final class MessageTurnsToChat {

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String ROLE = "role";
    private static final String CONTENT = "content";

    private final ArrayNode turns = WireJson.newObject().putArray("messages");

    private MessageTurnsToChat() {}

    /// @throws ProblemException `invalid-call`, with the place at fault as `param`
    static ArrayNode translate(ObjectNode body) {
        MessageTurnsToChat translator = new MessageTurnsToChat();
        JsonNode system = body.path("system");
        if (!system.isEmpty() || !system.asString("").isEmpty()) {
            translator.turns.addObject().put(ROLE, "system").set(CONTENT, texts(system, "system"));
        }
        JsonNode messages = body.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            translator.message(messages.get(i), "messages[" + i + "]", i == messages.size() - 1);
        }
        return translator.turns;
    }

    private void message(JsonNode message, String param, boolean last) {
        switch (message.path(ROLE).asString("")) {
            case "user" -> user(message.path(CONTENT), param + "." + CONTENT);
            case "assistant" -> {
                if (last) {
                    throw InvalidCalls.at(
                            param, "must not be the assistant's: the model behind this route does not continue it");
                }
                assistant(message.path(CONTENT), param + "." + CONTENT);
            }
            default -> throw InvalidCalls.at(param + "." + ROLE, "must be user or assistant");
        }
    }

    /// Text as it is, or as parts without what OpenAI does not know of them.
    private static JsonNode texts(JsonNode content, String param) {
        if (content.isString()) {
            return content;
        }
        ArrayNode parts = WireJson.newObject().putArray(CONTENT);
        for (int i = 0; i < content.size(); i++) {
            if (!content.get(i).path(TYPE).asString("").equals(TEXT)) {
                throw InvalidCalls.at(param + "[" + i + "]", "must be text for the model behind this route");
            }
            text(content.get(i), parts);
        }
        return parts;
    }

    private static void text(JsonNode block, ArrayNode parts) {
        parts.addObject().put(TYPE, TEXT).set(TEXT, block.path(TEXT));
    }

    private void user(JsonNode content, String param) {
        if (content.isString()) {
            turns.addObject().put(ROLE, "user").set(CONTENT, content);
            return;
        }
        ArrayNode parts = WireJson.newObject().putArray(CONTENT);
        for (int i = 0; i < content.size(); i++) {
            JsonNode block = content.get(i);
            String at = param + "[" + i + "]";
            switch (block.path(TYPE).asString("")) {
                case TEXT -> text(block, parts);
                case "image" -> parts.add(Attachments.imagePart(block, at));
                case "document" -> parts.add(Attachments.documentPart(block, at));
                case "tool_result" -> result(block, at);
                default -> throw InvalidCalls.at(at, "is not supported by the model behind this route");
            }
        }
        if (!parts.isEmpty()) {
            turns.addObject().put(ROLE, "user").set(CONTENT, parts);
        }
    }

    private void result(JsonNode block, String param) {
        JsonNode content = block.path(CONTENT);
        ObjectNode turn = turns.addObject().put(ROLE, "tool");
        turn.set("tool_call_id", block.path("tool_use_id"));
        if (content.isMissingNode() || content.isNull()) {
            turn.put(CONTENT, "");
        } else {
            turn.set(CONTENT, texts(content, param + "." + CONTENT));
        }
    }

    private void assistant(JsonNode content, String param) {
        ObjectNode turn = turns.addObject().put(ROLE, "assistant");
        if (content.isString()) {
            turn.set(CONTENT, content);
            return;
        }
        StringBuilder text = new StringBuilder();
        ArrayNode calls = WireJson.newObject().putArray("calls");
        for (int i = 0; i < content.size(); i++) {
            JsonNode block = content.get(i);
            switch (block.path(TYPE).asString("")) {
                case TEXT -> text.append(block.path(TEXT).asString(""));
                case "tool_use" -> call(block, calls.addObject());
                case "thinking", "redacted_thinking" -> {
                    // has no place in a chat
                }
                default ->
                    throw InvalidCalls.at(param + "[" + i + "]", "is not supported by the model behind this route");
            }
        }
        turn.put(CONTENT, text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        if (!calls.isEmpty()) {
            turn.set("tool_calls", calls);
        }
    }

    private static void call(JsonNode block, ObjectNode call) {
        call.set("id", block.path("id"));
        ObjectNode function = call.put(TYPE, "function").putObject("function");
        function.set("name", block.path("name"));
        function.put("arguments", new String(WireJson.bytes(block.path("input")), StandardCharsets.UTF_8));
    }
}
