package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.dialect.AnswerOutline;
import io.plumbline.gateway.dialect.AnswerStream;
import io.plumbline.gateway.dialect.EarlierUsage;
import io.plumbline.gateway.dialect.EventSink;
import io.plumbline.gateway.dialect.NotAChunkException;
import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A streamed response: the chunks of a chat completion, guarded as such and written as events. Not thread-safe.
final class ResponseStream implements AnswerStream {

    private final AnswerStream chat;
    private final ResponseEvents events;
    private final ChatSaid said = new ChatSaid();

    ResponseStream(AnswerStream chat, ResponseEvents events) {
        this.chat = chat;
        this.events = events;
    }

    @Override
    public boolean isEnd(byte[] data) {
        return chat.isEnd(data);
    }

    @Override
    public <E extends Exception> void take(byte[] data, EventSink<E> client) throws NotAChunkException, E {
        EventSink<E> chunks = (_, chunk) -> give(chunk, client);
        chat.take(data, chunks);
    }

    @Override
    public <E extends Exception> void rest(EventSink<E> client) throws E {
        EventSink<E> chunks = (_, chunk) -> give(chunk, client);
        chat.rest(chunks);
    }

    private <E extends Exception> void give(byte[] data, EventSink<E> client) throws E {
        ObjectNode chunk = WireJson.object(data).orElseGet(WireJson::newObject);
        if (chunk.path("service_tier").isString()) {
            events.draft().tier(chunk.path("service_tier").asString());
        }
        for (Delta delta : said.deltas(chunk)) {
            events.take(delta, client);
        }
    }

    @Override
    public <E extends Exception> void end(EventSink<E> client) throws E {
        events.take(new Delta.Ended(), client);
    }

    @Override
    public boolean hasSaidSomething() {
        return chat.hasSaidSomething();
    }

    @Override
    public boolean hasSaidWords() {
        return chat.hasSaidWords();
    }

    @Override
    public boolean isComplete() {
        return chat.isComplete();
    }

    @Override
    public boolean isOver() {
        return chat.isOver();
    }

    @Override
    public boolean isStopped() {
        return chat.isStopped();
    }

    @Override
    public void addsTo(EarlierUsage newEarlier) {
        chat.addsTo(newEarlier);
    }

    @Override
    public ObjectNode reportedUsage() {
        return chat.reportedUsage();
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
