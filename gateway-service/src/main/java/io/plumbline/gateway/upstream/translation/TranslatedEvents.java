package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A provider's events in another dialect. One event may become several or none. If the provider's stream is
/// interrupted, so is this one.
final class TranslatedEvents implements AnswerEvents {

    private final AnswerEvents source;
    private final DeltaReader reader;
    private final DeltaWriter writer;
    private final Deque<byte[]> ready = new ArrayDeque<>();
    private boolean closed;

    TranslatedEvents(AnswerEvents source, DeltaReader reader, DeltaWriter writer) {
        this.source = source;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public byte @Nullable [] next() throws IOException, NotAChunkException {
        while (ready.isEmpty()) {
            byte[] data = source.next();
            if (data == null) {
                close();
                return ready.poll();
            }
            reader.take(data, delta -> writer.take(delta, ready::add));
        }
        return ready.poll();
    }

    private void close() {
        if (!closed) {
            closed = true;
            reader.close(delta -> writer.take(delta, ready::add));
        }
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || source.hasNext();
    }
}
