package io.plumbline.web.layout;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// Links resources to their pages across services. Every page model contains it as `pages`. Returns null for
/// resources without a page and for pages that the caller may not see in any team. Thread-safe.
public final class ResourcePages {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private static final Pattern VERSION = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}@[0-9]{1,9}");

    private final PublicUrlProperties urls;

    public ResourcePages(PublicUrlProperties urls) {
        this.urls = urls;
    }

    /// Returns the page of a gate, rollout or incident, or of a suite, rubric or judge.
    ///
    /// @param type the resource type of an audit event
    public @Nullable String page(String type, @Nullable Object id) {
        if (id == null) {
            return null;
        }
        return switch (type) {
            case "gate" -> known(id, urls.console(), Permission.GATE_READ, "/gates/");
            case "rollout" -> known(id, urls.console(), Permission.ROLLOUT_READ, "/rollouts/");
            case "incident" -> known(id, urls.console(), Permission.INCIDENT_READ, "/incidents/");
            case "suite" -> named(id, Permission.SUITE_READ, "/suites/");
            case "rubric" -> named(id, Permission.RUBRIC_READ, "/rubrics/");
            case "judge" -> named(id, Permission.JUDGE_READ, "/judges/");
            default -> null;
        };
    }

    /// Returns the gates that support a decision about a version: the gate that a baseline passed, or all gates
    /// of a model or prompt version.
    ///
    /// @param type the resource type: `suite-baseline`, `model-version` or `prompt-version`
    /// @param id `SUITE/GATE` for a baseline, else `NAME@VERSION`
    public @Nullable String gates(String type, String id) {
        return switch (type) {
            case "suite-baseline" -> page("gate", id.substring(id.indexOf('/') + 1));
            case "model-version", "prompt-version" ->
                VERSION.matcher(id).matches()
                        ? address(urls.console(), Permission.GATE_READ, "/gates?candidate=" + id)
                        : null;
            default -> null;
        };
    }

    private static @Nullable String known(Object id, @Nullable URI base, Permission permission, String path) {
        return isUuid(id.toString()) ? address(base, permission, path + id) : null;
    }

    private @Nullable String named(Object name, Permission permission, String path) {
        return NAME.matcher(name.toString()).matches() ? address(urls.console(), permission, path + name) : null;
    }

    /// Returns the events of a resource in the audit log.
    public @Nullable String events(String type, Object id) {
        String query = UriComponentsBuilder.newInstance()
                .queryParam("resource", "{resource}")
                .encode()
                .buildAndExpand(type + ":" + id)
                .toUriString();
        return address(urls.console(), Permission.AUDIT_READ, "/audit" + query);
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
