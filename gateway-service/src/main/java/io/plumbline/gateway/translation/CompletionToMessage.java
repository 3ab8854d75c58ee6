package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.NotAChunkException;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completion as Anthropic's message: its first choice, which is the only one that
/// [MessagesRequestToChat] asks for.
final class CompletionToMessage {

    private static final String TYPE = "type";
    private static final String TEXT = "text";

    private CompletionToMessage() {}

    /// @throws NotAChunkException when a call's arguments are no JSON object
    static ObjectNode translate(ObjectNode completion) throws NotAChunkException {
        JsonNode choice = completion.path("choices").path(0);
        JsonNode said = choice.path("message");
        String finish = choice.path("finish_reason").asString("");
        ObjectNode message = WireJson.newObject();
        message.put("id", completion.path("id").asString(""));
        message.put(TYPE, "message").put("role", "assistant");
        message.put("model", completion.path("model").asString(""));
        ArrayNode content = message.putArray("content");
        String thought = reasoning(said);
        if (!thought.isEmpty()) {
            content.addObject().put(TYPE, "thinking").put("thinking", thought).put("signature", "");
        }
        text(said.path("content").asString(""), content);
        for (JsonNode part : said.path("content")) {
            text(part.path(TEXT).asString(""), content);
        }
        String refusal = said.path("refusal").asString("");
        text(refusal, content);
        for (JsonNode call : said.path("tool_calls")) {
            call(call, finish.equals("length"), content);
        }
        message.put("stop_reason", refusal.isEmpty() ? StopReasons.toMessages(finish) : "refusal");
        message.putNull("stop_sequence");
        message.set("usage", Usages.toMessages(completion.path("usage")));
        return message;
    }

    /// What the model thought, where a server tells it.
    static String reasoning(JsonNode said) {
        return said.path("reasoning_content").asString(said.path("reasoning").asString(""));
    }

    private static void text(String text, ArrayNode content) {
        if (!text.isEmpty()) {
            content.addObject().put(TYPE, TEXT).put(TEXT, text);
        }
    }

    /// @param torn whether the answer ended for want of tokens, so that its last call may be torn: then it is
    ///     no call
    private static void call(JsonNode call, boolean torn, ArrayNode content) throws NotAChunkException {
        JsonNode function = call.path("function");
        String arguments = function.path("arguments").asString("");
        Optional<ObjectNode> input = arguments.isBlank()
                ? Optional.of(WireJson.newObject())
                : WireJson.object(arguments.getBytes(StandardCharsets.UTF_8));
        if (input.isEmpty()) {
            if (torn) {
                return;
            }
            throw new NotAChunkException(false);
        }
        ObjectNode use = content.addObject().put(TYPE, "tool_use");
        use.set("id", call.path("id"));
        use.set("name", function.path("name"));
        use.set("input", input.get());
    }
}
