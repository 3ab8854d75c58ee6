package io.plumbline.console.page;

import io.plumbline.console.api.Parts;
import io.plumbline.kit.web.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Resolves the ids of users and keys, which are all that other services know, to names.
@Component
public final class ActorNames {

    private static final int MOST = 200;

    private final ActorClient actors;

    ActorNames(ActorClient actors) {
        this.actors = actors;
    }

    /// Returns names by id. Contains no entry for an id that cannot be resolved.
    public Map<String, String> of(Collection<String> ids) {
        List<String> distinct = ids.stream().distinct().limit(MOST).toList();
        if (distinct.isEmpty()) {
            return Map.of();
        }
        Page<ActorClient.Actor> found = Parts.now(() -> actors.named(distinct)).value();
        return found == null
                ? Map.of()
                : found.items().stream().collect(Collectors.toMap(ActorClient.Actor::id, ActorClient.Actor::name));
    }
}
