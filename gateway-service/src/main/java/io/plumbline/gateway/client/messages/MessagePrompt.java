package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.SystemPrompts;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The texts of Anthropic's messages.
final class MessagePrompt implements ClientPrompt {

    private static final String MESSAGES = "messages";
    private static final String SYSTEM = "system";

    @Override
    public void requireContent(ObjectNode body) {
        if (body.path(MESSAGES).isEmpty()) {
            throw InvalidCalls.at(MESSAGES, "must hold at least one message");
        }
    }

    /// Inserts the application's messages of a prompt before those in `system`.
    @Override
    public void precede(ObjectNode body, ArrayNode rendered) {
        ArrayNode system = WireJson.newObject().putArray(SYSTEM);
        ArrayNode messages = WireJson.newObject().putArray(MESSAGES);
        for (JsonNode message : rendered) {
            String role = message.path("role").asString("");
            if (role.equals(SYSTEM) || role.equals("developer")) {
                addText(message.path(MessageTexts.CONTENT), system);
            } else {
                messages.add(message);
            }
        }
        addText(body.path(SYSTEM), system);
        if (!system.isEmpty()) {
            body.set(SYSTEM, system);
        }
        messages.addAll((ArrayNode) body.path(MESSAGES));
        body.set(MESSAGES, messages);
    }

    private static void addText(JsonNode text, ArrayNode blocks) {
        if (text instanceof ArrayNode all) {
            blocks.addAll(all);
        } else if (text.isString() && !text.asString().isEmpty()) {
            blocks.addObject().put(MessageTexts.TYPE, "text").put("text", text.asString());
        }
    }

    @Override
    public List<TextPlace> texts(ObjectNode body) {
        return MessageTexts.ofRequest(body);
    }

    @Override
    public @Nullable String systemPrompt(ObjectNode body) {
        return MessageTexts.systemPrompt(body);
    }

    @Override
    public @Nullable String openingPrompt(ObjectNode body) {
        return systemPrompt(body);
    }

    @Override
    public boolean instruct(ObjectNode body, String words) {
        JsonNode system = body.path(SYSTEM);
        if (system instanceof ArrayNode blocks && !blocks.isEmpty()) {
            blocks.addObject().put(MessageTexts.TYPE, "text").put("text", words);
            return true;
        }
        if (system.isString() && !system.asString().isEmpty()) {
            body.put(SYSTEM, system.asString() + words);
            return true;
        }
        return false;
    }

    @Override
    public void surround(ObjectNode body, @Nullable String before, @Nullable String after) {
        SystemPrompts.surround(body, SYSTEM, before, after);
    }

    @Override
    public List<TextPlace> untrusted(ObjectNode body) {
        return UntrustedBlocks.of(body.path(MESSAGES));
    }
}
