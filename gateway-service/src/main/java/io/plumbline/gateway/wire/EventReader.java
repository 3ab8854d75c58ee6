package io.plumbline.gateway.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into the data of its events. Not thread-safe.
public interface EventReader {

    /// The data of the next event; null at the end of the stream.
    ///
    /// @throws TooLongException when it is longer than the reader allows
    byte @Nullable [] next() throws IOException;

    /// Whether [#next] has an event without waiting for the network.
    boolean hasNext();
}
