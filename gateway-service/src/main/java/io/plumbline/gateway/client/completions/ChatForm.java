package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.dialect.answer.AnswerForm;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads OpenAI's `response_format`: `json_schema` or `json_object`.
final class ChatForm implements AnswerForm {

    private static final String FORMAT = "response_format";
    private static final String CONTENT = "content";
    private static final String MESSAGES = "messages";

    @Override
    public @Nullable Wanted wanted(@Nullable JsonNode request) {
        JsonNode format = request == null ? WireJson.newObject() : request.path(FORMAT);
        return switch (format.path("type").asString("")) {
            case "json_object" -> new Wanted(null, FORMAT);
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema").path("schema");
                yield schema.isObject() ? new Wanted(schema, FORMAT + ".json_schema.schema") : null;
            }
            default -> null;
        };
    }

    @Override
    public List<Said> texts(ArrayNode choices) {
        List<Said> texts = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            JsonNode choice = choices.get(i);
            JsonNode said = choice.path("message");
            String reason = choice.path("finish_reason").asString("");
            boolean ended = reason.isEmpty() || reason.equals("stop");
            boolean calls = !said.path("tool_calls").isEmpty() || said.hasNonNull("function_call");
            if (ended && !calls && said.path(ChatStream.REFUSAL).asString("").isEmpty()) {
                texts.add(new Said(i, text(said.path(CONTENT))));
            }
        }
        return texts;
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asString(""));
        content.forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    @Override
    public ObjectNode again(ObjectNode request, String answer, String words) {
        ObjectNode again = WireJson.newObject();
        again.setAll(request);
        again.remove("n");
        ArrayNode messages = again.putArray(MESSAGES);
        request.path(MESSAGES).forEach(messages::add);
        messages.addObject().put("role", "assistant").put(CONTENT, answer);
        messages.addObject().put("role", "user").put(CONTENT, words);
        return again;
    }
}
