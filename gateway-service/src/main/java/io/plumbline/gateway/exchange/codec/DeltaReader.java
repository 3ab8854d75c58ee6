package io.plumbline.gateway.exchange.codec;

import io.plumbline.gateway.exchange.Delta;
import java.util.function.Consumer;

/// Reads the events of a provider's stream. Not thread-safe.
public interface DeltaReader {

    /// Reads the next event.
    ///
    /// @throws NotAChunkException if the event is unreadable or reports an error
    void take(byte[] event, Consumer<Delta> deltas) throws NotAChunkException;

    /// Called when the provider has closed the stream. In a dialect without an end event, this is the end if the
    /// answer is complete.
    default void close(Consumer<Delta> deltas) {
        // the dialect has an event for the end
    }
}
