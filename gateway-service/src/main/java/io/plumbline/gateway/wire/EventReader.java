package io.plumbline.gateway.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Splits a stream into the data of its events. Not thread-safe.
public interface EventReader {

    /// Returns the data of the next event; null at the end of the stream.
    ///
    /// @throws TooLongException if it is longer than the reader allows
    byte @Nullable [] next() throws IOException;

    /// Whether [#next] returns an event without waiting for the network.
    boolean hasNext();
}
