package io.plumbline.gateway.client.embeddings;

import io.plumbline.gateway.dialect.AnswerStream;
import io.plumbline.gateway.dialect.ClientAnswers;
import io.plumbline.gateway.dialect.WholeAnswer;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.TextPlace;
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
