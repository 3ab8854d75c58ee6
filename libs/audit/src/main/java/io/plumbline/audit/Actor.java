package io.plumbline.audit;

/// The actor of an event.
///
/// @param type for example `user`, `api-key`, `service`
/// @param id opaque id of ours, never a name or an address
public record Actor(String type, String id) {
    public Actor {
        EventForm.require(EventForm.KIND, type, "actor.type");
        EventForm.require(EventForm.OPAQUE_ID, id, "actor.id");
    }
}
