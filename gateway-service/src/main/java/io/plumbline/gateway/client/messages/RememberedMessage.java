package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.wire.WireJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Stores an answer in the same format as answers of OpenAI's surface: as the only choice.
final class RememberedMessage {

    private RememberedMessage() {}

    static ArrayNode of(ArrayNode content, String stopReason) {
        ArrayNode choices = WireJson.newObject().putArray("choices");
        ObjectNode choice = choices.addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").set(MessageTexts.CONTENT, content);
        choice.put("finish_reason", stopReason);
        return choices;
    }
}
