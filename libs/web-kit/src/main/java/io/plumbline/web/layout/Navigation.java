package io.plumbline.web.layout;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The links at the top of every page, the same in all services.
public final class Navigation {

    private final List<Link> links;

    public Navigation(PublicUrls urls) {
        List<Link> all = new ArrayList<>();
        add(all, urls.governance(), "governance", "Overview", "/");
        add(all, urls.governance(), "approvals", "Approvals", "/approvals");
        add(all, urls.governance(), "audit", "Audit log", "/audit");
        add(all, urls.eval(), "gates", "Gates", "/");
        add(all, urls.monitoring(), "monitoring", "Monitoring", "/");
        links = List.copyOf(all);
    }

    /// @param section the page's section, marked as the present one
    public record Link(String section, String label, String href) {}

    public List<Link> links() {
        return links;
    }

    private static void add(List<Link> links, @Nullable URI base, String section, String label, String path) {
        if (base != null) {
            links.add(new Link(section, label, base + path));
        }
    }
}
