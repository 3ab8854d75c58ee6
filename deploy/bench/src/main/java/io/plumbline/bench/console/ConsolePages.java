package io.plumbline.bench.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The addresses of the console's pages on this stack: every list, lists with filters, and one page of each kind of
/// resource that the stack has, with its tabs.
final class ConsolePages {

    private static final String NAME = "[^/?]+";
    private static final String ID = "[0-9a-f-]{36}";

    /// A kind of pages.
    ///
    /// @param list its path, from which a page of one resource is linked
    /// @param one the last part of that link; empty if there is none
    /// @param tabs below the page of one resource
    /// @param filters queries of the list
    private record Kind(String list, String one, List<String> tabs, List<String> filters) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("/models", NAME, List.of("versions", "gates", "approvals", "history"), List.of()),
            new Kind("/prompts", NAME, List.of("versions", "gates", "approvals", "history"), List.of()),
            new Kind("/datasets", NAME, List.of("records", "suites"), List.of()),
            new Kind("/knowledge-bases", NAME, List.of("documents", "quarantine", "search"), List.of()),
            new Kind("/playground", "", List.of(), List.of()),
            new Kind("/suites", NAME, List.of("trends", "gates", "baselines", "revisions"), List.of()),
            new Kind("/gates", ID, List.of("items"), List.of("outcome=FAIL")),
            new Kind("/judges", NAME, List.of(), List.of()),
            new Kind("/rubrics", NAME, List.of(), List.of()),
            new Kind(
                    "/calls",
                    ID,
                    List.of(),
                    List.of(
                            "outcome=BLOCKED",
                            "route=payments-assistant&sort=-latency",
                            "category=pii&minLatencyMs=2000",
                            "model=model-hub%2Fllama-3.3-70b&sort=-cost")),
            new Kind("/guards", "", List.of(), List.of("by=ROUTE")),
            new Kind("/quality", NAME, List.of(), List.of()),
            new Kind("/monitors", "", List.of(), List.of()),
            new Kind("/guards/try", "", List.of(), List.of()),
            new Kind("/policies", NAME, List.of("source", "versions"), List.of()),
            new Kind("/inventory", "", List.of(), List.of("state=UNREGISTERED&sort=calls")),
            new Kind("/routes", NAME, List.of("traffic", "health", "history"), List.of()),
            new Kind("/providers", NAME, List.of(), List.of()),
            new Kind("/rollouts", ID, List.of(), List.of()),
            new Kind("/usage", "", List.of(), List.of("by=route")),
            new Kind("/prices", "", List.of(), List.of()),
            new Kind("/budgets", "", List.of(), List.of()),
            new Kind("/limits", "", List.of(), List.of()),
            new Kind("/approvals", ID, List.of(), List.of("state=APPROVED")),
            new Kind(
                    "/audit", ID, List.of(), List.of("action=CHANGES", "actor=admin", "outcome=BLOCKED", "q=payments")),
            new Kind("/incidents", ID, List.of(), List.of()),
            new Kind("/production-changes", "", List.of(), List.of()),
            new Kind("/users", ID, List.of(), List.of()),
            new Kind("/keys", NAME, List.of(), List.of()),
            new Kind("/webhooks", NAME, List.of(), List.of()),
            new Kind("/teams", NAME, List.of(), List.of()),
            new Kind("/roles", "", List.of(), List.of()),
            new Kind("/system", "", List.of(), List.of()),
            new Kind("/search", "", List.of(), List.of("q=payments")),
            new Kind("/account", "", List.of(), List.of()));

    private ConsolePages() {}

    /// Returns the addresses by the name under which a page is measured.
    static Map<String, String> of(ConsoleSession session) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("/", "/");
        for (Kind kind : KINDS) {
            pages.put(kind.list(), kind.list());
            kind.filters().forEach(filter -> pages.put(kind.list() + "?" + filter, kind.list() + "?" + filter));
            if (!kind.one().isEmpty()) {
                String name = kind.list() + (kind.one().equals(ID) ? "/{id}" : "/{name}");
                one(session, kind).ifPresent(one -> {
                    pages.put(name, one);
                    kind.tabs().forEach(tab -> pages.put(name + "/" + tab, one + "/" + tab));
                });
            }
        }
        return pages;
    }

    private static Optional<String> one(ConsoleSession session, Kind kind) {
        Pattern link = Pattern.compile(Pattern.quote(kind.list()) + "/(?!new$)" + kind.one());
        return session.visit(kind.list()).link(link);
    }
}
