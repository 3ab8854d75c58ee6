package io.plumbline.gateway.client.embeddings;

import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The answers of embeddings.
final class EmbeddingsAnswers implements ClientAnswers {

    @Override
    public WholeAnswer whole(ObjectNode body) {
        return new EmbeddingsAnswer(body);
    }

    @Override
    public AnswerStream stream(AnswerGuard guard, ObjectNode request) {
        throw new IllegalStateException("embeddings do not stream");
    }

    @Override
    public List<TextPlace> counted(ArrayNode remembered) {
        return List.of();
    }
}
