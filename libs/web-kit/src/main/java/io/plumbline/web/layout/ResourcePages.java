package io.plumbline.web.layout;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// Leads from one page to another, whichever service shows it; every page's model has it as `pages`. What the caller
/// may not see in any team, and what has no page, has no address: null. Thread-safe.
public final class ResourcePages {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private static final Pattern VERSION = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}@[0-9]{1,9}");

    private final PublicUrls urls;

    public ResourcePages(PublicUrls urls) {
        this.urls = urls;
    }

    /// The page of a gate, rollout or incident, or of a suite, rubric or judge.
    ///
    /// @param type the type of an audit event's resource
    public @Nullable String page(String type, @Nullable Object id) {
        if (id == null) {
            return null;
        }
        return switch (type) {
            case "gate" -> known(id, urls.eval(), Permission.GATE_READ, "/gates/");
            case "rollout" -> known(id, urls.monitoring(), Permission.MONITOR_READ, "/rollouts/");
            case "incident" -> known(id, urls.governance(), Permission.INCIDENT_READ, "/incidents/");
            case "suite" -> named(id, Permission.SUITE_READ, "/suites/");
            case "rubric" -> named(id, Permission.RUBRIC_READ, "/rubrics/");
            case "judge" -> named(id, Permission.JUDGE_READ, "/judges/");
            default -> null;
        };
    }

    /// The gates on which it rests that somebody may decide on a version: the one that a baseline passed, or all of a
    /// version of a model or prompt.
    ///
    /// @param type what is decided on, `suite-baseline`, `model-version` or `prompt-version`
    /// @param id `SUITE/GATE` for a baseline, else `NAME@VERSION`
    public @Nullable String gates(String type, String id) {
        return switch (type) {
            case "suite-baseline" -> page("gate", id.substring(id.indexOf('/') + 1));
            case "model-version", "prompt-version" ->
                VERSION.matcher(id).matches() ? address(urls.eval(), Permission.GATE_READ, "/?candidate=" + id) : null;
            default -> null;
        };
    }

    private static @Nullable String known(Object id, @Nullable URI base, Permission permission, String path) {
        return isUuid(id.toString()) ? address(base, permission, path + id) : null;
    }

    private @Nullable String named(Object name, Permission permission, String path) {
        return NAME.matcher(name.toString()).matches() ? address(urls.eval(), permission, path + name) : null;
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
