package io.plumbline.web.layout;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// Leads from one page to another, whichever service shows it; every page's model has it as `pages`. What the caller
/// may not see in any team, and what has no page, has no address: null. Thread-safe.
public final class ResourcePages {

    private final PublicUrls urls;

    public ResourcePages(PublicUrls urls) {
        this.urls = urls;
    }

    /// The page of a gate, rollout or incident.
    ///
    /// @param type the type of an audit event's resource
    public @Nullable String page(String type, @Nullable Object id) {
        if (id == null || !isUuid(id.toString())) {
            return null;
        }
        return switch (type) {
            case "gate" -> address(urls.eval(), Permission.GATE_READ, "/gates/" + id);
            case "rollout" -> address(urls.monitoring(), Permission.MONITOR_READ, "/rollouts/" + id);
            case "incident" -> address(urls.governance(), Permission.INCIDENT_READ, "/incidents/" + id);
            default -> null;
        };
    }

    /// The events of a resource in the audit log.
    public @Nullable String events(String type, Object id) {
        String query = UriComponentsBuilder.newInstance()
                .queryParam("resource", "{resource}")
                .encode()
                .buildAndExpand(type + ":" + id)
                .toUriString();
        return address(urls.governance(), Permission.AUDIT_READ, "/audit" + query);
    }

    private static @Nullable String address(@Nullable URI base, Permission permission, String path) {
        boolean may = Callers.find()
                .map((Caller caller) -> !caller.teamsWith(permission).isEmpty())
                .orElse(false);
        return base == null || !may ? null : base + path;
    }

    private static boolean isUuid(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
