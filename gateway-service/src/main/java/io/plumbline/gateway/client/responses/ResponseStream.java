package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.client.responses.codec.ResponseEvents;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.EarlierUsage;
import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.openai.OpenAiCodec;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A streamed response: the chunks of a chat completion, guarded as such and written as events. Not thread-safe.
final class ResponseStream implements AnswerStream {

    /// A placeholder: chunks are read in the same way for every request.
    private static final ModelRequest NOTHING =
            new ModelRequest(List.of(), List.of(), null, null, null, null, null, Map.of());

    private final AnswerStream chat;
    private final ResponseEvents events;
    private final DeltaReader said = new OpenAiCodec().begin(NOTHING, "").deltas();

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
        List<Delta> deltas = new ArrayList<>();
        try {
            said.take(data, deltas::add);
        } catch (NotAChunkException e) {
            throw new IllegalStateException("the guards have let it through", e);
        }
        for (Delta delta : deltas) {
            events.take(delta, client);
        }
    }

    @Override
    public <E extends Exception> void end(@Nullable ObjectNode plumbline, EventSink<E> client) throws E {
        if (plumbline != null) {
            events.draft().add(PLUMBLINE, plumbline);
        }
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
