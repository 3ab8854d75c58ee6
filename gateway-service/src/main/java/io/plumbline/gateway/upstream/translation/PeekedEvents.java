package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The events of a stream, some of which were inspected before any decision about the stream. Not thread-safe.
public final class PeekedEvents implements AnswerEvents {

    private final Deque<byte[]> seen = new ArrayDeque<>();
    private final AnswerEvents source;
    private @Nullable NotAChunkException broken;

    public PeekedEvents(AnswerEvents source) {
        this.source = source;
    }

    /// Returns a further event without consuming it.
    public byte @Nullable [] peek() throws IOException, NotAChunkException {
        try {
            byte[] data = source.next();
            if (data != null) {
                seen.add(data);
            }
            return data;
        } catch (NotAChunkException e) {
            broken = e; // also for whoever reads on
            throw e;
        }
    }

    @Override
    public byte @Nullable [] next() throws IOException, NotAChunkException {
        byte[] data = seen.poll();
        if (data == null && broken != null) {
            throw broken;
        }
        return data == null ? source.next() : data;
    }

    @Override
    public boolean hasNext() {
        return !seen.isEmpty() || broken != null || source.hasNext();
    }
}
