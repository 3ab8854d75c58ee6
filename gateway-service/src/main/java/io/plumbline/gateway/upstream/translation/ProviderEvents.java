package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.wire.EventReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A provider's events unchanged, beginning with one that was already inspected.
public final class ProviderEvents implements AnswerEvents {

    private final EventReader reader;
    private byte @Nullable [] first;

    public ProviderEvents(byte[] first, EventReader reader) {
        this.first = first;
        this.reader = reader;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        byte[] seen = first;
        first = null;
        return seen == null ? reader.next() : seen;
    }

    @Override
    public boolean hasNext() {
        return first != null || reader.hasNext();
    }
}
