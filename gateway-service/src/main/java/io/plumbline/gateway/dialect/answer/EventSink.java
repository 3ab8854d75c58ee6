package io.plumbline.gateway.dialect.answer;

import org.jspecify.annotations.Nullable;

/// Receives the events for the client.
///
/// @param <E> thrown when it cannot receive more
@FunctionalInterface
public interface EventSink<E extends Exception> {

    /// @param name of the event; null if the surface does not name its events
    void add(@Nullable String name, byte[] data) throws E;
}
