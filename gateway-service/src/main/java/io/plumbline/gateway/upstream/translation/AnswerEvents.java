package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads the events of a stream in the client's dialect.
public interface AnswerEvents {

    /// Returns the data of the next event; null at the end of the stream.
    ///
    /// @throws IOException if the connection fails
    /// @throws NotAChunkException if the provider's event is unreadable or reports an error
    byte @Nullable [] next() throws IOException, NotAChunkException;

    /// Whether [#next] returns an event without waiting for the network.
    boolean hasNext();
}
