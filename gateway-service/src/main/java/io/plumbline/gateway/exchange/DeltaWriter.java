package io.plumbline.gateway.exchange;

import java.util.function.Consumer;

/// Writes a streamed answer as the events of a client's dialect. Not thread-safe.
public interface DeltaWriter {

    /// Takes the next piece and gives the data of the events that it makes: any number.
    void take(Delta delta, Consumer<byte[]> client);
}
