package io.plumbline.gateway.configuration;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.IncidentReport;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.configuration.Authorized.Basis;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.ProductionGuard.Draft;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.resolve.RoutingSnapshot;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.production.ChangeApprovals;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Decides about changes that no person made: a pointer of the registry moved, a policy was revised, a rollout
/// ended, or evidence was withdrawn. Configurations that need no approval are authorised. Others do not serve,
/// and an incident states the reason. A served configuration without evidence causes an incident at once, and its
/// calls are refused after the grace period.
///
/// Plans with the database's route and not the snapshot's, which may be slightly outdated. Not thread-safe: one
/// thread at a time ([ConfigurationWatch]).
@Component
class ConfigurationReconciler {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationReconciler.class);
    private static final int MOST_INCIDENTS = 1_000;
    private static final int MAX_DESCRIPTION = 3_000;
    private static final Duration STALE = Duration.ofSeconds(5);

    private final RoutingSnapshot routing;
    private final RouteBook routes;
    private final ConfigurationComposer composer;
    private final ChangePlanner planner;
    private final AuthorizedConfigurations authorized;
    private final VersionStandings standings;
    private final Effects effects;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    /// Route and digest → since when it serves no variant, in nanoseconds.
    private final Map<String, Long> stale = new HashMap<>();

    ConfigurationReconciler(
            RoutingSnapshot routing,
            RouteBook routes,
            ConfigurationComposer composer,
            ChangePlanner planner,
            AuthorizedConfigurations authorized,
            VersionStandings standings,
            Effects effects) {
        this.routing = routing;
        this.routes = routes;
        this.composer = composer;
        this.planner = planner;
        this.authorized = authorized;
        this.standings = standings;
        this.effects = effects;
    }

    /// Applies, stores and reports the results.
    @Component
    record Effects(
            ConfigurationChanges changes,
            ProductionChanges production,
            ConfigurationStore store,
            AuditTrail trail,
            GovernanceClient governance,
            Clock clock) {}

    /// Checks every production route.
    void reconcile() {
        for (Route route : routing.current().routes().values()) {
            if (route.isProduction()) {
                try {
                    Tenancy.callAsPlatform(() -> {
                        reconcile(route);
                        return Boolean.TRUE;
                    });
                } catch (RuntimeException e) {
                    log.atWarn()
                            .addKeyValue("route", route.name())
                            .addKeyValue("reason", e.getClass().getSimpleName())
                            .log("Cannot decide what a route may serve by");
                }
            }
        }
    }

    private void reconcile(Route route) {
        Set<String> may = authorized.of(route.name()).stream()
                .filter(each -> each.isInForce(now()))
                .map(Authorized::digest)
                .collect(Collectors.toSet());
        Set<String> would = new HashSet<>(digests(route));
        // A restraint ends in what served before it, which therefore stays authorised.
        would.addAll(digests(route.unrestrained()));
        boolean settled = may.containsAll(would)
                && authorized.of(route.name()).stream()
                        .allMatch(each -> each.basis() == Basis.BREAK_GLASS || would.contains(each.digest()));
        if (!settled) {
            settle(route.name());
        }
        supersedeStale(route, would);
        checkEvidence(route);
    }

    private Set<String> digests(Route route) {
        return composer.of(route).values().stream().map(Composed::digest).collect(Collectors.toSet());
    }

    /// Supersedes configurations that serve no variant. Not at once, since this or another replica's snapshots
    /// may be outdated. Nor while a variant has no target or an unauthorised configuration: the next
    /// configuration is compared with its previous one.
    private void supersedeStale(Route route, Set<String> would) {
        Set<String> now = new HashSet<>();
        Set<String> gone = new HashSet<>();
        boolean whole =
                route.definition().variants().size() == composer.of(route).size();
        for (Authorized each : authorized.of(route.name())) {
            String key = route.name() + " " + each.digest();
            if (each.basis() == Basis.BREAK_GLASS || would.contains(each.digest())) {
                continue;
            }
            now.add(key);
            long since = stale.computeIfAbsent(key, _ -> System.nanoTime());
            if (System.nanoTime() - since > STALE.toNanos()) {
                gone.add(each.digest());
            }
        }
        stale.keySet().removeIf(key -> key.startsWith(route.name() + " ") && !now.contains(key));
        boolean allMay = would.stream()
                .allMatch(digest -> authorized.find(route.name(), digest).isPresent());
        if (!gone.isEmpty() && whole && allMay) {
            effects.changes().make(() -> {
                effects.production().supersede(route.name(), route.team(), gone);
                return Boolean.TRUE;
            });
        }
    }

    /// Decides again about a route's pending configurations.
    void settle(String name) {
        Route route = routes.inForce(name).filter(Route::isProduction).orElse(null);
        if (route == null) {
            return;
        }
        if (route.held() != null) {
            settle(route.unrestrained());
        }
        settle(route);
    }

    private void settle(Route route) {
        String name = route.name();
        Draft draft = new Draft(name, route.team(), route.environment(), route.definition());
        ChangePlan plan = planner.plan(draft, false);
        if (plan.decisions().values().stream().anyMatch(decision -> decision.outcome() == Outcome.ALLOWED)) {
            effects.changes().make(() -> {
                effects.production().applyAllowed(plan);
                return Boolean.TRUE;
            });
        }
        plan.decisions().forEach((digest, decision) -> {
            boolean serves = authorized.find(name, digest).isPresent();
            if (decision.outcome() != Outcome.ALLOWED && !serves && !plan.isLifted(now())) {
                withheld(route, digest, decision);
            }
        });
    }

    /// Decides about a call's configuration in addition to those of the variants, because the call names its own
    /// prompt.
    void settle(Route route, String variant, Composed composed) {
        Draft draft = new Draft(route.name(), route.team(), route.environment(), route.definition());
        ChangePlan plan = planner.plan(draft, Map.of(variant, composed));
        if (plan.decision().outcome() == Outcome.ALLOWED) {
            effects.changes().make(() -> {
                effects.production().applyAllowed(plan);
                return Boolean.TRUE;
            });
        }
    }

    private void withheld(Route route, String digest, Decision decision) {
        String why = decision.outcome() == Outcome.NEEDS_GATE
                ? "a version has not passed its gates"
                : decision.approvers() + " people must approve it: a user who may write routes must repeat the route's"
                        + " PUT, which requests the approval";
        open(
                "withheld " + route.name() + " " + digest,
                route,
                "Route " + route.name() + " refuses calls",
                "The route's configuration has changed and may not serve production: " + why + ".",
                Map.of("servedConfiguration", digest, "changes", ChangeApprovals.described(decision.changes())));
    }

    private void checkEvidence(Route route) {
        for (Authorized each : authorized.of(route.name())) {
            Instant since = each.basis() == Basis.BREAK_GLASS ? null : standings.withdrawn(each);
            boolean news =
                    !same(since, each.withdrawnAt()) && effects.changes().make(() -> withdraw(route, each, since));
            if (since != null && (news || !opened.contains(key(each, since)))) {
                open(
                        key(each, since),
                        route,
                        "Evidence for route " + route.name() + " is no longer valid",
                        "A gate, a suite or an approval on which it relies has changed. It is served until "
                                + until(each, since) + ", then refused.",
                        Map.of("servedConfiguration", each.digest(), "since", since.toString()));
            }
        }
    }

    private static boolean same(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other == null : one.equals(other);
    }

    private static String key(Authorized authorized, Instant since) {
        return "withdrawn " + authorized.route() + " " + authorized.digest() + " " + since;
    }

    private static Instant until(Authorized authorized, Instant since) {
        return since.plusSeconds(authorized.configuration().policy().graceSeconds());
    }

    private boolean withdraw(Route route, Authorized each, @Nullable Instant since) {
        boolean news = effects.store().withdraw(each.route(), each.digest(), since);
        if (news && since != null) {
            effects.trail()
                    .append(AuditEntry.of(ConfigurationAction.WITHDRAWN, route.team(), "route", route.name())
                            .with("servedConfiguration", each.digest())
                            .with("since", since.toString())
                            .with("servesUntil", until(each, since).toString()));
        }
        return news;
    }

    /// Opens an incident once; if governance is unavailable, at the next run.
    private void open(String key, Route route, String title, String description, Map<String, Object> evidence) {
        if (opened.contains(key)) {
            return;
        }
        try {
            effects.governance()
                    .openIncident(
                            key,
                            new IncidentReport(
                                    route.team(),
                                    "HIGH",
                                    "OTHER",
                                    title,
                                    description.substring(0, Math.min(MAX_DESCRIPTION, description.length())),
                                    new IncidentReport.IncidentResource("route", route.name()),
                                    now(),
                                    evidence));
            if (opened.size() < MOST_INCIDENTS) {
                opened.add(key);
            }
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("route", route.name())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Cannot open an incident");
        }
    }

    private Instant now() {
        return effects.clock().instant();
    }

    /// Returns this replica's state, to detect changes.
    List<Object> seen() {
        List<Object> seen = new ArrayList<>(standings.seen());
        seen.add(routing.current().version());
        seen.add(authorized.version());
        return seen;
    }

    /// Interval of unconditional checks: time alone ends grace periods and suspensions.
    static final Duration ANYWAY = Duration.ofSeconds(30);
}
