package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.answer.AnswerForm;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads Anthropic's `output_config.format`, and its earlier name `output_format`: always a `json_schema`.
final class MessageForm implements AnswerForm {

    private static final Set<String> ENDED = Set.of("", "end_turn", "stop_sequence");
    private static final String MESSAGES = "messages";

    @Override
    public @Nullable Wanted wanted(@Nullable JsonNode request) {
        if (request == null) {
            return null;
        }
        JsonNode format = request.path("output_config").path("format");
        boolean older = !format.isObject();
        JsonNode schema = (older ? request.path("output_format") : format).path("schema");
        return schema.isObject()
                ? new Wanted(schema, older ? "output_format.schema" : "output_config.format.schema")
                : null;
    }

    @Override
    public List<Said> texts(ArrayNode choices) {
        List<Said> texts = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            JsonNode choice = choices.get(i);
            JsonNode content = choice.path("message").path(MessageTexts.CONTENT);
            boolean calls = content.valueStream().anyMatch(MessageTexts::isCall);
            if (ENDED.contains(choice.path("finish_reason").asString("")) && !calls) {
                StringBuilder text = new StringBuilder();
                content.forEach(block -> text.append(block.path("text").asString("")));
                texts.add(new Said(i, text.toString()));
            }
        }
        return texts;
    }

    @Override
    public ObjectNode again(ObjectNode request, String answer, String words) {
        ObjectNode again = WireJson.newObject();
        again.setAll(request);
        ArrayNode messages = again.putArray(MESSAGES);
        request.path(MESSAGES).forEach(messages::add);
        // The provider takes no empty turn.
        String said = answer.isBlank() ? "{}" : answer;
        messages.addObject().put("role", "assistant").put(MessageTexts.CONTENT, said);
        messages.addObject().put("role", "user").put(MessageTexts.CONTENT, words);
        return again;
    }
}
