package io.plumbline.gateway.translation;

import io.plumbline.gateway.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A chat completion that a provider of Anthropic's kind answers.
final class ChatOnMessages implements Translation {

    private static final String TOO_LONG = "prompt is too long";

    private final ChatRequestToMessages.Translated request;
    private final long createdSeconds;

    ChatOnMessages(ObjectNode chat, long createdSeconds) {
        this.request = ChatRequestToMessages.translate(chat);
        this.createdSeconds = createdSeconds;
    }

    @Override
    public ObjectNode request() {
        return request.body();
    }

    @Override
    public ObjectNode answer(ObjectNode message) {
        return MessageToCompletion.translate(message, request.jsonTool(), createdSeconds);
    }

    @Override
    public EventTranslator events() {
        return new EventsToChunks(request.jsonTool(), createdSeconds);
    }

    @Override
    public ObjectNode refusal(ObjectNode body, int status) {
        JsonNode said = body.path("error");
        String message = said.path("message").asString("The provider refused the call: it answered " + status + ".");
        ObjectNode chat = WireJson.newObject();
        chat.putObject("error")
                .put("message", message)
                .put("type", said.path("type").asString("invalid_request_error"))
                .putNull("param")
                .put("code", codeOf(message));
        return chat;
    }

    /// OpenAI's clients tell a conversation that is too long by its code.
    private static @Nullable String codeOf(String message) {
        return message.startsWith(TOO_LONG) ? "context_length_exceeded" : null;
    }
}
