package io.plumbline.governance.approval.decider;

import io.plumbline.governance.key.KeyOrigins;
import io.plumbline.governance.key.KeyOrigins.Origin;
import io.plumbline.kit.security.Caller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Tells which person acts behind an actor's id, so that a user and their own API key are one pair of eyes, not
/// two, and so are a machine's key and whoever was given its secret.
@Component
public class PersonResolver {

    /// Beyond this number, the holders of a key count as unknown. No legitimate chain of keys is that long.
    private static final int MAX_HOLDERS = 64;

    private final KeyOrigins keys;

    PersonResolver(KeyOrigins keys) {
        this.keys = keys;
    }

    /// Returns the owner of an owned key; else the actor's own id.
    public String behind(String actor) {
        return ownerOf(actor).map(UUID::toString).orElse(actor);
    }

    private Optional<UUID> ownerOf(String actor) {
        return keys.of(actor).map(Origin::owner);
    }

    /// Returns the decider for a caller.
    public Decider decider(Caller caller) {
        String actor = caller.id();
        if (caller.type() != Caller.ActorType.API_KEY) {
            return new Decider(actor, actor, DecisionCredential.USER, new KeyHolders(Set.of(), true), Set.of(actor));
        }
        Optional<UUID> owner = ownerOf(actor);
        Set<String> people = people(actor);
        return new Decider(
                actor,
                people.size() == 1 ? people.iterator().next() : actor,
                owner.isPresent() ? DecisionCredential.OWNED_KEY : DecisionCredential.MACHINE_KEY,
                holdersOf(actor),
                people);
    }

    /// Who this actor counts as: the user, the owner of a key, and of a machine's key everybody who was ever
    /// given a secret of it.
    ///
    /// @return empty where a line of machines' keys that made each other is too long to tell
    public Set<String> people(String actor) {
        Set<String> people = new HashSet<>();
        Set<String> machines = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(actor));
        while (!open.isEmpty()) {
            String each = open.remove();
            Origin key = keys.of(each).orElse(null);
            if (key == null) {
                people.add(each);
            } else if (key.owner() != null) {
                people.add(key.owner().toString());
            } else if (machines.add(each)) {
                open.addAll(key.givenTo());
            }
            if (machines.size() >= MAX_HOLDERS) {
                return Set.of();
            }
        }
        return Set.copyOf(people);
    }

    private Set<String> givenTo(String actor) {
        return keys.of(actor).map(Origin::givenTo).orElse(Set.of());
    }

    /// Returns the holders of this actor's key; nobody for a user.
    public KeyHolders holdersOf(String actor) {
        Set<String> holders = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(givenTo(actor));
        while (!open.isEmpty() && holders.size() < MAX_HOLDERS) {
            String holder = open.remove();
            if (holders.add(holder)) {
                holders.add(behind(holder));
                open.addAll(givenTo(holder));
            }
        }
        return new KeyHolders(Set.copyOf(holders), holders.size() < MAX_HOLDERS);
    }
}
