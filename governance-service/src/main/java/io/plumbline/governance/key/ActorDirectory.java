package io.plumbline.governance.key;

import io.plumbline.audit.AuditEvent;
import io.plumbline.governance.user.Users;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Names of actors for pages. Logs, tokens and responses contain only opaque ids. Only this class resolves them,
/// for people with permission.
@Component
public class ActorDirectory {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern USER = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Set<String> NAMED = Set.of("user", "api-key");

    private final ApiKeys keys;
    private final Users users;

    ActorDirectory(ApiKeys keys, Users users) {
        this.keys = keys;
        this.users = users;
    }

    /// Returns a name for each actor of these events, and for each user and key that they concern.
    public Map<String, String> inEvents(Collection<AuditEvent> events) {
        Set<String> ids = new HashSet<>();
        for (AuditEvent event : events) {
            ids.add(event.actor().id());
            if (NAMED.contains(event.resource().type())) {
                ids.add(event.resource().id());
            }
        }
        return of(ids);
    }

    /// Returns the names, by id, of some users and keys whose name contains the text, whatever its case.
    Map<String, String> containing(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        users.namesContaining(text).forEach((id, name) -> found.put(id.toString(), name));
        keys.namesContaining(text).forEach((id, name) -> found.put(id, "key " + name));
        return found;
    }

    /// Returns a name for each id; the id itself if there is none.
    public Map<String, String> of(Collection<String> actors) {
        Set<String> keyIds = new HashSet<>();
        Set<UUID> userIds = new HashSet<>();
        Map<String, String> names = new HashMap<>();
        for (String actor : actors) {
            names.put(actor, actor);
            if (KEY.matcher(actor).matches()) {
                keyIds.add(actor);
            } else if (USER.matcher(actor).matches()) {
                userIds.add(UUID.fromString(actor));
            }
        }
        if (!keyIds.isEmpty()) {
            keys.namesOf(keyIds).forEach((id, name) -> names.put(id, "key " + name));
        }
        if (!userIds.isEmpty()) {
            users.namesOf(userIds).forEach((id, name) -> names.put(id.toString(), name));
        }
        return names;
    }
}
