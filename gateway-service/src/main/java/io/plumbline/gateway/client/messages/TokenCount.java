package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The result of counting tokens: a number, which costs nothing and contains no text.
record TokenCount(ObjectNode body) implements WholeAnswer {

    @Override
    public void guard(AnswerGuard guard) {
        // there is no text in it
    }

    @Override
    public boolean isStopped() {
        return false;
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        return TokenUsage.NONE;
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
