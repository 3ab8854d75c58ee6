package io.plumbline.web.layout;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The links at the top of every page, the same in all services. Shows only pages that the caller may see.
public final class Navigation {

    private final List<Link> links;

    public Navigation(PublicUrlProperties urls) {
        List<Link> all = new ArrayList<>();
        add(all, urls.console(), "console", "Console", "/", null);
        add(all, urls.console(), "approvals", "Approvals", "/approvals", Permission.APPROVAL_READ);
        add(all, urls.console(), "incidents", "Incidents", "/incidents", Permission.INCIDENT_READ);
        add(all, urls.governance(), "policies", "Policies", "/policies", Permission.POLICY_READ);
        add(all, urls.console(), "audit", "Audit log", "/audit", Permission.AUDIT_READ);
        add(all, urls.console(), "gates", "Gates", "/gates", Permission.GATE_READ);
        add(all, urls.console(), "rollouts", "Rollouts", "/rollouts", Permission.ROLLOUT_READ);
        links = List.copyOf(all);
    }

    /// @param section the section of the page, marked as current
    /// @param permission the permission of the page; null if every signed-in user may see it
    public record Link(
            String section,
            String label,
            String href,
            @Nullable Permission permission) {}

    /// Returns no links without a caller.
    public List<Link> links(@Nullable Caller caller) {
        return caller == null
                ? List.of()
                : links.stream()
                        .filter(link -> link.permission() == null
                                || !caller.teamsWith(link.permission()).isEmpty())
                        .toList();
    }

    private static void add(
            List<Link> links,
            @Nullable URI base,
            String section,
            String label,
            String path,
            @Nullable Permission permission) {
        if (base != null) {
            links.add(new Link(section, label, base + path, permission));
        }
    }
}
