package io.plumbline.gateway.dialect;

import io.plumbline.gateway.exchange.NotAChunkException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The data of a stream's events as they come, in the client's language.
public interface AnswerEvents {

    /// The next event; null at the end of the stream.
    ///
    /// @throws IOException when the connection breaks
    /// @throws NotAChunkException when the provider's event cannot be read, or says that it failed
    byte @Nullable [] next() throws IOException, NotAChunkException;

    /// Whether [#next] has an event without waiting for the network.
    boolean hasNext();
}
