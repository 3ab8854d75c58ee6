package io.plumbline.gateway.dialect;

import org.jspecify.annotations.Nullable;

/// Takes the events that go to the client.
///
/// @param <E> what keeps it from taking more
@FunctionalInterface
public interface EventSink<E extends Exception> {

    /// @param name of the event; null where the surface gives none
    void add(@Nullable String name, byte[] data) throws E;
}
