package io.plumbline.governance.key;

import io.plumbline.clients.governance.CallerGrants;
import io.plumbline.kit.security.Caller.ActorType;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The present rights of callers, for services that work on behalf of an absent one.
@RestController
class CallerGrantsController {

    private final CallerRights rights;

    CallerGrantsController(CallerRights rights) {
        this.rights = rights;
    }

    /// Returns what a user or an API key may do now: 404 if it may do nothing.
    @GetMapping("/internal/v1/callers/{type}/{id}")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    CallerGrants of(@PathVariable ActorType type, @PathVariable @Size(max = ActorController.LONGEST) String id) {
        return rights.of(type, id);
    }
}
