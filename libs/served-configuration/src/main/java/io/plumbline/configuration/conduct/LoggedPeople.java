package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The people behind the actors in the log: a user, the owner of a key, and for a machine's key everybody who was ever
/// given a secret of it. Keys from before the log said whose they are count as who they are, unless a decision says
/// that they are a machine's. Not thread-safe.
final class LoggedPeople {

    static final String MACHINE_KEY = "machine-key";

    private final Map<String, Key> keys = new HashMap<>();

    /// @param kind `machine-key` or `owned-key`; empty where the log does not say it
    /// @param owner null where there is none or the log does not say it
    private record Key(String kind, @Nullable String owner, Set<String> givenTo) {}

    void created(AuditEvent event) {
        JsonNode attributes = LoggedFacts.attributes(event);
        Set<String> givenTo = new HashSet<>();
        givenTo.add(event.actor().id());
        keys.put(
                event.resource().id(),
                new Key(
                        attributes.path("kind").asString(""),
                        attributes.path("owner").asString(null),
                        givenTo));
    }

    void rotated(AuditEvent event) {
        Key key = keys.get(event.resource().id());
        if (key != null) {
            key.givenTo().add(event.actor().id());
        }
    }

    /// The people whom an actor counts as.
    ///
    /// @param with what a decision says that it was made with; empty for no decision, and where it says nothing
    Set<String> of(String actor, String with) {
        Set<String> people = new HashSet<>();
        Set<String> machines = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(actor));
        while (!open.isEmpty()) {
            String each = open.remove();
            Key key = keys.get(each);
            if (key == null || !isMachines(key, each.equals(actor) ? with : "")) {
                people.add(key == null || key.owner() == null ? each : key.owner());
            } else if (machines.add(each)) {
                open.addAll(key.givenTo());
            }
        }
        return people;
    }

    private static boolean isMachines(Key key, String with) {
        return key.owner() == null
                && (key.kind().equals(MACHINE_KEY) || (key.kind().isEmpty() && with.equals(MACHINE_KEY)));
    }

    /// The owner of a key, or the actor itself.
    String self(String actor) {
        Key key = keys.get(actor);
        return key == null || key.owner() == null ? actor : key.owner();
    }
}
