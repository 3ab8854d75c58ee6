package io.plumbline.registry.asset;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;

/// Who did something, as it is kept with what was done.
///
/// @param id opaque
public record Author(Caller.ActorType type, String id) {

    /// The caller of the current request.
    public static Author current() {
        Caller caller = Callers.current();
        return new Author(caller.type(), caller.id());
    }

    /// The author of a stored row.
    public static Author of(String type, String id) {
        return new Author(Caller.ActorType.valueOf(type), id);
    }
}
