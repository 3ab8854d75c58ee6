package io.plumbline.governance.key;

import io.plumbline.audit.AuditReader;
import io.plumbline.governance.team.TeamName;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {

    private final ApiKeys keys;
    private final AuditReader log;

    ApiKeyController(ApiKeys keys, AuditReader log) {
        this.keys = keys;
        this.log = log;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.KEY_WRITE)
    ResponseEntity<KeyResponses.ApiKeyCreated> create(@Valid @RequestBody KeyRequests.ApiKeyRequest request) {
        KeyResponses.ApiKeyCreated key = keys.create(request, Callers.current());
        return ResponseEntity.created(URI.create("/api/v1/api-keys/" + key.id()))
                .body(key);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.KEY_READ)
    KeyResponses.KeyInfo get(@PathVariable @Size(max = 16) String id) {
        return keys.get(id).lastUsedAt(log.newestOf(List.of(id)).get(id));
    }

    @GetMapping
    @RequiresPermission(Permission.KEY_READ)
    Page<KeyResponses.KeyInfo> list(
            @RequestParam(required = false) @TeamName @Nullable String team, @Valid @ParameterObject Paging paging) {
        Page<KeyResponses.KeyInfo> page = keys.list(team, paging);
        Map<String, Instant> used =
                log.newestOf(page.items().stream().map(KeyResponses.KeyInfo::id).toList());
        return page.map(key -> key.lastUsedAt(used.get(key.id())));
    }

    @PostMapping("/{id}/rotate")
    @RequiresPermission(Permission.KEY_WRITE)
    KeyResponses.RotatedKey rotate(
            @PathVariable @Size(max = 16) String id, @Valid @RequestBody KeyRequests.Rotation rotation) {
        return keys.rotate(id, rotation, Callers.current());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.KEY_WRITE)
    ResponseEntity<Void> revoke(@PathVariable @Size(max = 16) String id) {
        keys.revoke(id);
        return ResponseEntity.noContent().build();
    }
}
