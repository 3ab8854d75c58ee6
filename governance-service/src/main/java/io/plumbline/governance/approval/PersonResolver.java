package io.plumbline.governance.approval;

import io.plumbline.governance.key.ApiKeys;
import io.plumbline.kit.security.Caller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds the person behind an actor's id, so that a user and their own API key count as one person.
@Component
class PersonResolver {

    /// Beyond this number, the holders of a key count as unknown. No legitimate chain of keys is that long.
    private static final int MAX_HOLDERS = 64;

    private final ApiKeys keys;

    PersonResolver(ApiKeys keys) {
        this.keys = keys;
    }

    /// Returns the owner of an owned key; else the actor's own id.
    String behind(String actor) {
        return keys.ownerOf(actor).map(UUID::toString).orElse(actor);
    }

    /// Returns the decider for a caller.
    Decider decider(Caller caller) {
        String actor = caller.id();
        if (caller.type() != Caller.ActorType.API_KEY) {
            return new Decider(actor, actor, DecisionCredential.USER, new KeyHolders(Set.of(), true));
        }
        Optional<UUID> owner = keys.ownerOf(actor);
        return new Decider(
                actor,
                owner.map(UUID::toString).orElse(actor),
                owner.isPresent() ? DecisionCredential.OWNED_KEY : DecisionCredential.MACHINE_KEY,
                holdersOf(actor));
    }

    /// Returns the holders of this actor's key; nobody for a user.
    KeyHolders holdersOf(String actor) {
        Set<String> holders = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(keys.holdersOf(actor));
        while (!open.isEmpty() && holders.size() < MAX_HOLDERS) {
            String holder = open.remove();
            if (holders.add(holder)) {
                holders.add(behind(holder));
                open.addAll(keys.holdersOf(holder));
            }
        }
        return new KeyHolders(Set.copyOf(holders), holders.size() < MAX_HOLDERS);
    }
}
