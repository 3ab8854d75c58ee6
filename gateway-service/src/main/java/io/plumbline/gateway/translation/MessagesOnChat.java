package io.plumbline.gateway.translation;

import io.plumbline.gateway.anthropic.AnthropicErrors;
import io.plumbline.gateway.dialect.NotAChunkException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A message that a provider of OpenAI's kind answers.
final class MessagesOnChat implements Translation {

    private final ObjectNode request;

    MessagesOnChat(ObjectNode messages, String model) {
        this.request = MessagesRequestToChat.translate(messages, model);
    }

    @Override
    public ObjectNode request() {
        return request;
    }

    @Override
    public ObjectNode answer(ObjectNode completion) throws NotAChunkException {
        return CompletionToMessage.translate(completion);
    }

    @Override
    public EventTranslator events() {
        return new ChunksToEvents();
    }

    @Override
    public ObjectNode refusal(ObjectNode body, int status) {
        JsonNode said = body.path("error");
        String message =
                said.isString() ? said.asString() : said.path("message").asString("");
        ObjectNode error = AnthropicErrors.shape(
                AnthropicErrors.typeOf(status),
                message.isEmpty() ? "The provider refused the call: it answered " + status + "." : message);
        if (said.path("code").isString()) {
            ((ObjectNode) error.path("error")).set("code", said.path("code"));
        }
        return error;
    }
}
