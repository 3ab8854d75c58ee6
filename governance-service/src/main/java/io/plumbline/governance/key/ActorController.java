package io.plumbline.governance.key;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Names of actors, for people who read lists of ids.
@RestController
@Tag(name = "actors")
class ActorController {

    static final int MOST = 200;
    static final int LONGEST = 100;

    private final ActorDirectory names;

    ActorController(ActorDirectory names) {
        this.names = names;
    }

    /// An actor.
    ///
    /// @param name of a user, `key NAME` of an API key, or the id itself if it has no name
    record ActorName(String id, String name) {}

    /// Returns the names of users and API keys: of the ids, in their order, or of all whose name contains a text, at
    /// most 20 users and 20 keys.
    @GetMapping("/api/v1/actors")
    @RequiresPermission(Permission.TEAM_READ)
    Page<ActorName> named(
            @RequestParam(name = "id", defaultValue = "") @Size(max = MOST)
                    List<@NotNull @Size(max = LONGEST) String> ids,
            @RequestParam(required = false) @Size(min = 1, max = LONGEST) @Nullable String name) {
        if (name != null) {
            return new Page<>(
                    names.containing(name).entrySet().stream()
                            .map(found -> new ActorName(found.getKey(), found.getValue()))
                            .toList(),
                    null);
        }
        Map<String, String> byId = names.of(ids);
        return new Page<>(
                ids.stream()
                        .distinct()
                        .map(id -> new ActorName(id, byId.getOrDefault(id, id)))
                        .toList(),
                null);
    }
}
