package io.plumbline.registry.asset;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;

/// The author of an action, as stored with it.
///
/// @param id opaque
public record Author(Caller.ActorType type, String id) {

    /// Returns the caller of the current request.
    public static Author current() {
        Caller caller = Callers.current();
        return new Author(caller.type(), caller.id());
    }

    /// Returns the author in a stored row.
    public static Author of(String type, String id) {
        return new Author(Caller.ActorType.valueOf(type), id);
    }
}
