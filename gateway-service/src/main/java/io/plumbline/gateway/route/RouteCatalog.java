package io.plumbline.gateway.route;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.provider.ProviderUses;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/// Keeps the routes. What it shows is limited to the teams of the caller, by the database.
@Service
class RouteCatalog implements ProviderUses {

    private static final String NAME_CONSTRAINT = "route_pkey";
    private static final long NO_REVISION = -1;

    private final RouteRepository routes;
    private final RouteCheck check;
    private final TargetDirectory targets;
    private final RoutingSnapshot routing;
    private final ConfigurationChanges changes;
    private final AuditTrail trail;
    private final Clock clock;

    RouteCatalog(
            RouteRepository routes,
            RouteCheck check,
            TargetDirectory targets,
            RoutingSnapshot routing,
            ConfigurationChanges changes,
            AuditTrail trail,
            Clock clock) {
        this.routes = routes;
        this.check = check;
        this.targets = targets;
        this.routing = routing;
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    /// What a PUT came to.
    record Put(RouteEntity route, boolean created) {}

    /// Makes the route or replaces it.
    ///
    /// @throws ProblemException 404 when the name is another team's; 409 when the route would change its team, or
    ///     its targets have not passed their gates; 400 when they are not there; 412 for a stale `ifMatch`
    Put put(String name, RouteRequest request, @Nullable String ifMatch) {
        String team = teamOf(name, request.team());
        RouteDefinition definition = request.definition();
        check.check(team, request.environment(), definition);
        return changes.make(NAME_CONSTRAINT, () -> store(name, team, request.environment(), definition, ifMatch));
    }

    /// The team that is named; else the one that the route has, if the caller sees it; else the caller's only one.
    private String teamOf(String name, @Nullable String named) {
        Optional<RouteEntity> present = routes.findByName(name);
        if (named == null && present.isPresent()) {
            return present.get().team();
        }
        return Callers.current().teamFor(Permission.ROUTE_WRITE, named);
    }

    private Put store(
            String name, String team, Environment environment, RouteDefinition definition, @Nullable String ifMatch) {
        RouteEntity present = routes.findByName(name).orElse(null);
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
        RouteEntity route =
                present == null ? new RouteEntity(name, team, environment, definition, clock.instant()) : present;
        if (!route.team().equals(team)) {
            throw RequestProblem.CONFLICT.because("A route stays with its team: make another one.");
        }
        route.replace(environment, definition, clock.instant());
        RouteEntity saved = routes.saveAndFlush(route);
        trail.append(entry(present == null ? RouteAction.CREATED : RouteAction.CHANGED, saved));
        return new Put(saved, present == null);
    }

    private static AuditEntry entry(RouteAction action, RouteEntity route) {
        RouteDefinition definition = route.definition();
        return AuditEntry.of(action, route.team(), "route", route.name())
                .with("environment", route.environment().name())
                .with(
                        "variants",
                        definition.variants().stream()
                                .map(RouteCatalog::described)
                                .toList())
                .with(
                        "fallbacks",
                        definition.fallbacks().stream().map(Target::label).toList())
                .with("policy", definition.policy() == null ? "" : definition.policy());
    }

    private static String described(Variant variant) {
        String prompt = variant.prompt() == null ? "" : " with " + variant.prompt();
        return variant.name() + "=" + variant.weight() + ":" + variant.target().label() + prompt;
    }

    /// @throws ProblemException 404
    RouteEntity get(String name) {
        return routes.findByName(name).orElseThrow(RouteCatalog::missing);
    }

    /// By name.
    Page<RouteEntity> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<RouteEntity> rows = routes.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, route -> Cursor.of(route.name()));
    }

    /// @throws ProblemException 404
    void remove(String name) {
        changes.make(NAME_CONSTRAINT, () -> {
            RouteEntity route = get(name);
            routes.delete(route);
            trail.append(entry(RouteAction.REMOVED, route));
            return Boolean.TRUE;
        });
    }

    @Override
    public List<String> routesUsing(String provider) {
        return routing.current().routes().values().stream()
                .filter(route -> targetsOf(route.definition())
                        .flatMap(target -> targets.find(target, route.team()).stream())
                        .anyMatch(served -> served.upstream().provider().name().equals(provider)))
                .map(Route::name)
                .sorted()
                .toList();
    }

    private static Stream<Target> targetsOf(RouteDefinition definition) {
        return Stream.concat(definition.variants().stream().map(Variant::target), definition.fallbacks().stream());
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("There is no route of that name.");
    }
}
