package io.plumbline.gateway.client.embeddings;

import io.plumbline.gateway.client.openai.ChatUsage;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Vectors in any encoding, which contain no text.
record EmbeddingsAnswer(ObjectNode body) implements WholeAnswer {

    @Override
    public void guard(AnswerGuard guard) {
        // goes on as it is
    }

    @Override
    public boolean isStopped() {
        return false;
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        TokenUsage reported = ChatUsage.reported(body.get("usage"));
        return reported == null ? new TokenUsage(inputTokens, 0, 0, true) : reported;
    }

    @Override
    public @Nullable ArrayNode remembered() {
        return null;
    }

    @Override
    public AnswerOutline outline() {
        return AnswerOutline.of(body, Stream.empty());
    }
}
