package io.plumbline.governance.approval;

import io.plumbline.governance.key.ApiKeys;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Tells which person acts behind an actor's id, so that a user and their own API key are one pair of eyes, not
/// two.
@Component
class Persons {

    private final ApiKeys keys;

    Persons(ApiKeys keys) {
        this.keys = keys;
    }

    /// The owner of a key that has one; else the actor's own id.
    String behind(String actor) {
        return keys.ownerOf(actor).map(UUID::toString).orElse(actor);
    }
}
