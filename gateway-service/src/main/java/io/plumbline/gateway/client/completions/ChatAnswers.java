package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.dialect.answer.AnswerForm;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.dialect.answer.FilterSigns;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The answers of chat completions.
public class ChatAnswers implements ClientAnswers {

    @Override
    public WholeAnswer whole(ObjectNode body) {
        return new ChatAnswer(body);
    }

    @Override
    public AnswerStream stream(AnswerGuard guard, ObjectNode request) {
        boolean usageWanted =
                request.path("stream_options").path("include_usage").asBoolean(false);
        return new ChatStream(guard, usageWanted, Math.max(1, request.path("n").asInt(1)));
    }

    @Override
    public List<TextPlace> counted(ArrayNode remembered) {
        List<TextPlace> places = new ArrayList<>();
        for (int i = 0; i < remembered.size(); i++) {
            if (remembered.get(i) instanceof ObjectNode choice) {
                places.addAll(ChatTexts.ofChoice(choice, i));
            }
        }
        return places;
    }

    @Override
    public FilterSigns filter() {
        return new ChatFilterSigns();
    }

    @Override
    public AnswerForm form() {
        return new ChatForm();
    }
}
