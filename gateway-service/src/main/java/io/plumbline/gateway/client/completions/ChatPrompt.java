package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.SystemPrompts;
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The texts of chat completions.
public class ChatPrompt implements ClientPrompt {

    private static final String MESSAGES = "messages";

    @Override
    public void requireContent(ObjectNode body) {
        if (body.path(MESSAGES).isEmpty()) {
            throw InvalidCalls.at(MESSAGES, "must hold at least one message");
        }
    }

    @Override
    public void precede(ObjectNode body, ArrayNode rendered) {
        ArrayNode all = WireJson.newObject().putArray(MESSAGES);
        all.addAll(rendered);
        all.addAll((ArrayNode) body.path(MESSAGES));
        body.set(MESSAGES, all);
    }

    @Override
    public List<TextPlace> texts(ObjectNode body) {
        return ChatTexts.ofRequest(body);
    }

    @Override
    public @Nullable String systemPrompt(ObjectNode body) {
        return ChatTexts.systemPrompt(body.path(MESSAGES));
    }

    /// Returns the first consecutive system messages.
    @Override
    public @Nullable String openingPrompt(ObjectNode body) {
        ArrayNode opening = WireJson.newObject().putArray(MESSAGES);
        opening.addAll(instructions(body.path(MESSAGES)));
        return ChatTexts.systemPrompt(opening);
    }

    private static List<JsonNode> instructions(JsonNode messages) {
        List<JsonNode> first = new ArrayList<>();
        for (JsonNode message : messages) {
            if (isInstruction(message)) {
                first.add(message);
            } else if (!first.isEmpty()) {
                break;
            }
        }
        return first;
    }

    @Override
    public boolean instruct(ObjectNode body, String words) {
        for (JsonNode instructions : instructions(body.path(MESSAGES)).reversed()) {
            if (instructions instanceof ObjectNode message) {
                JsonNode content = message.path("content");
                if (content instanceof ArrayNode parts) {
                    parts.addObject().put("type", "text").put("text", words);
                    return true;
                }
                if (content.isString()) {
                    message.put("content", content.asString() + words);
                    return true;
                }
            }
        }
        return false;
    }

    /// Changes the first message with content. A member of another dialect changes nothing.
    @Override
    public void surround(ObjectNode body, @Nullable String before, @Nullable String after) {
        for (JsonNode message : body.path(MESSAGES)) {
            if (message instanceof ObjectNode object
                    && isInstruction(object)
                    && SystemPrompts.saysSomething(object.path("content"))) {
                SystemPrompts.surround(object, "content", before, after);
                return;
            }
        }
    }

    private static boolean isInstruction(JsonNode message) {
        String role = message.path("role").asString("");
        return role.equals("system") || role.equals("developer");
    }

    @Override
    public List<TextPlace> untrusted(ObjectNode body) {
        return UntrustedTexts.of(body.path(MESSAGES));
    }
}
