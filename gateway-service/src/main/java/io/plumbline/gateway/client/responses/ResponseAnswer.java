package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.client.responses.codec.ResponseDraft;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.price.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A response that is not streamed: a chat completion, guarded as one and written as a response.
final class ResponseAnswer implements WholeAnswer {

    private final WholeAnswer chat;
    private final ResponsesSurface surface;

    ResponseAnswer(WholeAnswer chat, ResponsesSurface surface) {
        this.chat = chat;
        this.surface = surface;
    }

    @Override
    public void guard(AnswerGuard guard) {
        chat.guard(guard);
        surface.says(this::draft);
    }

    private ResponseDraft draft() {
        ObjectNode body = chat.body();
        Usage usage = ChatSaid.usage(body.path("usage"));
        ResponseDraft draft = surface.draft()
                .of(ChatSaid.of(body.path("choices").path(0), body.path("model").asString(""), usage));
        JsonNode tier = body.path("service_tier");
        if (tier.isString()) {
            draft.tier(tier.asString());
        }
        return draft;
    }

    @Override
    public ObjectNode body() {
        return draft().response();
    }

    @Override
    public @Nullable JsonNode reportedUsage() {
        return chat.reportedUsage();
    }

    @Override
    public boolean isStopped() {
        return chat.isStopped();
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        return chat.usage(inputTokens);
    }

    @Override
    public @Nullable ArrayNode remembered() {
        return chat.remembered();
    }

    @Override
    public AnswerOutline outline() {
        return chat.outline();
    }
}
