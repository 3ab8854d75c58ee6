package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Returns events as stored in their leaves. An invalid entry is returned as `unreadable`, with its bytes.
@RestController
@RequestMapping("/api/v1/audit/events")
class AuditEventController {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final AuditEvents events;
    private final JsonMapper json;

    AuditEventController(AuditEvents events, JsonMapper json) {
        this.events = events;
        this.json = json;
    }

    @GetMapping
    @RequiresPermission(Permission.AUDIT_READ)
    Page<Map<String, @Nullable Object>> list(
            @Valid @ParameterObject EventQuery query,
            @Valid @ParameterObject Paging paging,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        EventQuery.requireKnown(parameters.keySet());
        return events.search(query, paging).map(this::leaf);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.AUDIT_READ)
    Map<String, @Nullable Object> get(@PathVariable UUID id) {
        return leaf(events.get(id).event());
    }

    private Map<String, @Nullable Object> leaf(AuditEvent event) {
        return event.readable()
                ? json.readValue(event.canonical(), OBJECT)
                : Map.of("id", event.id(), "team", event.team(), "unreadable", true, "bytes", event.canonical());
    }
}
