package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.NotAChunkException;
import java.util.function.Consumer;

/// Translates the events of one stream. Not thread-safe.
public interface EventTranslator {

    /// Takes the provider's next event and gives what it is in the client's language: any number of events.
    ///
    /// @throws NotAChunkException when it cannot be read, or says that the provider failed
    void take(byte[] data, Consumer<byte[]> client) throws NotAChunkException;

    /// The provider has closed the stream: gives the end in the client's language where the provider's has no
    /// event for it.
    default void close(Consumer<byte[]> client) {
        // the provider's language has an event for the end
    }
}
