package io.plumbline.audit;

/// Who acted.
///
/// @param type such as `user`, `api-key`, `service`
/// @param id   opaque: an id of ours, never a name or an address
public record Actor(String type, String id) {
    public Actor {
        Bounds.require(Bounds.KIND, type, "actor.type");
        Bounds.require(Bounds.OPAQUE_ID, id, "actor.id");
    }
}
