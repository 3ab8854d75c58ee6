package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events as a provider sends them.
final class ProvidedEvents implements AnswerEvents {

    private final Deque<byte[]> events;

    private ProvidedEvents(List<byte[]> events) {
        this.events = new ArrayDeque<>(events);
    }

    /// What a client gets of them.
    static List<String> translated(Translation translation, List<byte[]> events)
            throws IOException, NotAChunkException {
        AnswerEvents source = translation.events(new ProvidedEvents(events));
        List<String> translated = new ArrayList<>();
        byte[] event = source.next();
        while (event != null) {
            translated.add(new String(event, StandardCharsets.UTF_8));
            event = source.next();
        }
        return translated;
    }

    @Override
    public byte @Nullable [] next() {
        return events.poll();
    }

    @Override
    public boolean hasNext() {
        return !events.isEmpty();
    }
}
