package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages of a chat in Anthropic's language. System and developer messages, wherever they stand, become
/// the system prompt; turns of one role that follow each other become one, so that all results of tools stand
/// in one message as Anthropic wants it.
final class ChatTurnsToMessages {

    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String CONTENT = "content";

    private final ArrayNode system = WireJson.newObject().putArray("system");
    private final ArrayNode messages = WireJson.newObject().putArray("messages");

    private ChatTurnsToMessages() {}

    /// @throws ProblemException `invalid-call`, with the place at fault as `param`
    static void translate(JsonNode turns, ObjectNode out) {
        ChatTurnsToMessages translator = new ChatTurnsToMessages();
        for (int i = 0; i < turns.size(); i++) {
            translator.turn(turns.get(i), "messages[" + i + "]");
        }
        if (!translator.system.isEmpty()) {
            out.set("system", translator.system);
        }
        out.set("messages", translator.messages);
    }

    private void turn(JsonNode turn, String param) {
        String role = turn.path("role").asString("");
        JsonNode content = turn.path(CONTENT);
        switch (role) {
            case "system", "developer" -> texts(content, param, system);
            case "user" -> add("user", parts(content, param));
            case "assistant" -> add("assistant", assistant(turn, param));
            case "tool" -> add("user", result(turn, param));
            default -> throw InvalidCalls.at(param + ".role", "must be system, developer, user, assistant or tool");
        }
    }

    private void add(String role, ArrayNode blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        JsonNode last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        if (last != null && last.path("role").asString("").equals(role)) {
            ((ArrayNode) last.path(CONTENT)).addAll(blocks);
        } else {
            messages.addObject().put("role", role).set(CONTENT, blocks);
        }
    }

    private static ArrayNode newBlocks() {
        return WireJson.newObject().putArray(CONTENT);
    }

    /// Text alone; empty text is no block at Anthropic.
    private static void texts(JsonNode content, String param, ArrayNode blocks) {
        if (content.isString()) {
            text(content.asString(), blocks);
            return;
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            if (!part.path(TYPE).asString("").equals(TEXT)) {
                throw InvalidCalls.at(param + "." + CONTENT + "[" + i + "]", "must be text");
            }
            textPart(part, blocks);
        }
    }

    private static void text(String text, ArrayNode blocks) {
        if (!text.isEmpty()) {
            blocks.addObject().put(TYPE, TEXT).put(TEXT, text);
        }
    }

    private static void textPart(JsonNode part, ArrayNode blocks) {
        if (!part.path(TEXT).asString("").isEmpty()) {
            blocks.add(part);
        }
    }

    private static ArrayNode parts(JsonNode content, String param) {
        ArrayNode blocks = newBlocks();
        if (content.isString()) {
            text(content.asString(), blocks);
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            String at = param + "." + CONTENT + "[" + i + "]";
            switch (part.path(TYPE).asString("")) {
                case TEXT -> textPart(part, blocks);
                case "image_url" -> blocks.add(Attachments.image(part.path("image_url"), at + ".image_url"));
                case "file" -> blocks.add(Attachments.document(part.path("file"), at + ".file"));
                default ->
                    throw InvalidCalls.at(at, "must be text, an image or a file for the model behind this route");
            }
        }
        return blocks;
    }

    /// What was thought comes first, with its signature: Anthropic wants it back when tools have been called.
    private static ArrayNode assistant(JsonNode turn, String param) {
        if (turn.hasNonNull("audio") || turn.hasNonNull("function_call")) {
            throw InvalidCalls.at(param, "must contain only text and tool calls for the model behind this route");
        }
        ArrayNode blocks = newBlocks();
        if (turn.path("thinking_blocks") instanceof ArrayNode thought) {
            blocks.addAll(thought);
        }
        JsonNode content = turn.path(CONTENT);
        if (content.isString()) {
            text(content.asString(), blocks);
        }
        for (JsonNode part : content) {
            boolean refusal = part.path(TYPE).asString("").equals("refusal");
            if (refusal) {
                text(part.path("refusal").asString(""), blocks);
            } else {
                textPart(part, blocks);
            }
        }
        text(turn.path("refusal").asString(""), blocks);
        JsonNode calls = turn.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            blocks.add(call(calls.get(i), param + ".tool_calls[" + i + "]"));
        }
        return blocks;
    }

    private static ObjectNode call(JsonNode call, String param) {
        JsonNode function = call.path("function");
        if (!function.isObject()) {
            throw InvalidCalls.at(param, "must be a function call for the model behind this route");
        }
        String arguments = function.path("arguments").asString("");
        ObjectNode input = arguments.isBlank()
                ? WireJson.newObject()
                : WireJson.object(arguments.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow(() -> InvalidCalls.at(param + ".function.arguments", "must be a JSON object"));
        ObjectNode block = WireJson.newObject().put(TYPE, "tool_use");
        block.set("id", call.path("id"));
        block.set("name", function.path("name"));
        block.set("input", input);
        return block;
    }

    private static ArrayNode result(JsonNode turn, String param) {
        ArrayNode blocks = newBlocks();
        ObjectNode result = blocks.addObject().put(TYPE, "tool_result");
        result.set("tool_use_id", turn.path("tool_call_id"));
        JsonNode content = turn.path(CONTENT);
        if (content.isString()) {
            result.set(CONTENT, content);
        } else {
            ArrayNode inner = newBlocks();
            texts(content, param, inner);
            result.set(CONTENT, inner);
        }
        return blocks;
    }
}
