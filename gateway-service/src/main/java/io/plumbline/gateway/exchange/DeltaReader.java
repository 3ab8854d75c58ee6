package io.plumbline.gateway.exchange;

import java.util.function.Consumer;

/// Reads the events of a provider's stream. Not thread-safe.
public interface DeltaReader {

    /// Takes the next event.
    ///
    /// @throws NotAChunkException when it cannot be read, or says that the provider failed
    void take(byte[] event, Consumer<Delta> deltas) throws NotAChunkException;

    /// The provider has closed the stream. Where its dialect has no event for the end, this is it, as long as the
    /// answer is whole.
    default void close(Consumer<Delta> deltas) {
        // the dialect has an event for the end
    }
}
