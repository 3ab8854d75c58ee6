package io.plumbline.gateway.exchange.codec;

import io.plumbline.gateway.exchange.Delta;
import java.util.function.Consumer;

/// Writes a streamed answer as events of a client's dialect. Not thread-safe.
public interface DeltaWriter {

    /// Takes the next piece and emits the data of zero or more events.
    void take(Delta delta, Consumer<byte[]> client);
}
