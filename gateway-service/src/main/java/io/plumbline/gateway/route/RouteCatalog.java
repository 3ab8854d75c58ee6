package io.plumbline.gateway.route;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.change.ConfigurationChanges.Kept;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/// Stores the routes. The database limits what is visible to the caller's teams.
@Service
class RouteCatalog {

    private static final String NAME_CONSTRAINT = "route_pkey";
    private static final long NO_REVISION = -1;

    private final RouteRepository routes;
    private final RouteCheck check;
    private final RouteRollouts rollouts;
    private final ProductionGuard guard;
    private final ConfigurationChanges changes;
    private final AuditTrail trail;
    private final Clock clock;

    RouteCatalog(
            RouteRepository routes,
            RouteCheck check,
            RouteRollouts rollouts,
            ProductionGuard guard,
            ConfigurationChanges changes,
            AuditTrail trail,
            Clock clock) {
        this.routes = routes;
        this.check = check;
        this.rollouts = rollouts;
        this.guard = guard;
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    /// The result of a PUT.
    record Put(RouteEntity route, boolean created) {}

    /// Creates or replaces the route.
    ///
    /// @throws ProblemException 403 if the route's policy would change and the caller may not write policies; 404
    ///     if the name belongs to another team; 409 if the route would change its team, an open rollout forbids
    ///     the change, or [ProductionGuard] does not allow it; 400 if its targets do not exist; 412 for a stale
    ///     `ifMatch`
    Put put(String name, RouteRequest request, @Nullable String ifMatch) {
        ProductionGuard.Draft draft = draft(name, request);
        RouteEntity present = routes.findByName(name).orElse(null);
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
        ProductionGuard.Decided decided = guard.decide(inForce(draft));
        return changes.make(NAME_CONSTRAINT, () -> {
            Put put = store(draft, ifMatch);
            decided.apply();
            return put;
        });
    }

    /// Returns the requested route after permission checks.
    private ProductionGuard.Draft draft(String name, RouteRequest request) {
        String team = teamOf(name, request.team());
        RouteDefinition definition = request.definition();
        RouteEntity present = routes.findByName(name).orElse(null);
        if (present != null && present.team().equals(team)) {
            refuse(present, request.environment(), definition);
        }
        requireLeaveToGovern(team, policyOf(name, present), definition.policy());
        boolean lifted = guard.isOverridden(name);
        check.check(team, lifted ? Environment.DEVELOPMENT : request.environment(), definition);
        return new ProductionGuard.Draft(name, team, request.environment(), definition);
    }

    private void refuse(RouteEntity present, Environment environment, RouteDefinition definition) {
        if (!leadsAlike(present, environment, definition)) {
            refuseInRollout(present.name());
        }
    }

    /// Adds the changes of an open rollout.
    private ProductionGuard.Draft inForce(ProductionGuard.Draft draft) {
        RouteDefinition definition = rollouts.inForce().stream()
                .filter(rollout -> rollout.route().equals(draft.name()))
                .findFirst()
                .map(rollout -> rollout.applyTo(draft.definition()))
                .orElse(draft.definition());
        return new ProductionGuard.Draft(draft.name(), draft.team(), draft.environment(), definition);
    }

    /// Returns the current policy. A removed route passes its policy on to the next route of its name.
    private @Nullable String policyOf(String name, @Nullable RouteEntity present) {
        return present == null ? guard.lastPolicy(name) : present.definition().policy();
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException as [#put]
    DocumentDiff diff(String name, RouteRequest request) {
        ProductionGuard.Draft draft = draft(name, request);
        guard.preview(inForce(draft));
        return changes.preview(
                NAME_CONSTRAINT,
                () -> routes.lockByName(name).map(RouteCatalog::kept),
                () -> kept(store(draft, null).route()));
    }

    private static Kept kept(RouteEntity route) {
        return new Kept(route.revision(), RouteResponse.from(route));
    }

    /// Returns the named team; otherwise the route's team, if the caller sees it; otherwise the caller's only
    /// team.
    private String teamOf(String name, @Nullable String named) {
        Optional<RouteEntity> present = routes.findByName(name);
        if (named == null && present.isPresent()) {
            return present.get().team();
        }
        return Callers.current().teamFor(Permission.ROUTE_WRITE, named);
    }

    private Put store(ProductionGuard.Draft draft, @Nullable String ifMatch) {
        String name = draft.name();
        RouteEntity present = routes.lockByName(name).orElse(null);
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
        RouteEntity route = present == null
                ? new RouteEntity(name, draft.team(), draft.environment(), draft.definition(), clock.instant())
                : present;
        if (!route.team().equals(draft.team())) {
            throw RequestProblem.CONFLICT.because("A route cannot change its team. Create another route.");
        }
        requireLeaveToGovern(
                draft.team(), policyOf(name, present), draft.definition().policy());
        JsonNode before = present == null ? null : document(present);
        if (present != null) {
            refuse(present, draft.environment(), draft.definition());
        }
        route.replace(draft.environment(), draft.definition(), clock.instant());
        RouteEntity saved = routes.saveAndFlush(route);
        trail.append(entry(present == null ? RouteAction.CREATED : RouteAction.CHANGED, saved, before));
        return new Put(saved, present == null);
    }

    /// Requires the permission to write policies. A route's policy overrides the team's, so changing it could
    /// disable the team's policy.
    private static void requireLeaveToGovern(String team, @Nullable String before, @Nullable String after) {
        if (Objects.equals(before, after) || Callers.current().may(Permission.POLICY_WRITE, team)) {
            return;
        }
        throw AccessProblem.FORBIDDEN
                .because("Setting, changing or removing a route's policy requires permission to write policies: leave"
                        + " it at "
                        + (before == null ? "none." : before + "."))
                .with("permission", Permission.POLICY_WRITE.code());
    }

    /// Changes the policy of the route and nothing else.
    ///
    /// @param policy null for the team's
    /// @throws ProblemException 404; 400 if the team may not use the policy; 412 for a stale `ifMatch`
    RouteEntity govern(String name, @Nullable String policy, @Nullable String ifMatch) {
        RouteEntity present = get(name);
        EntityTags.check(ifMatch, present.revision());
        if (policy != null) {
            check.checkPolicy(present.team(), policy);
        }
        RouteDefinition governed = present.definition().governedBy(policy);
        ProductionGuard.Decided decided =
                guard.decide(inForce(new ProductionGuard.Draft(name, present.team(), present.environment(), governed)));
        long revision = present.revision();
        return changes.make(NAME_CONSTRAINT, () -> {
            RouteEntity route = routes.lockByName(name).orElseThrow(RouteCatalog::missing);
            requireUnchanged(route, revision);
            JsonNode before = document(route);
            route.replace(route.environment(), governed, clock.instant());
            RouteEntity saved = routes.saveAndFlush(route);
            trail.append(entry(RouteAction.CHANGED, saved, before));
            decided.apply();
            return saved;
        });
    }

    /// Requires that the route is unchanged since it was read for the decision.
    private static void requireUnchanged(RouteEntity route, long revision) {
        if (route.revision() != revision) {
            throw RequestProblem.CONFLICT.because("The route was changed at the same time. Repeat the request.");
        }
    }

    private static boolean leadsAlike(RouteEntity present, Environment environment, RouteDefinition definition) {
        return present.environment() == environment
                && present.definition().variants().equals(definition.variants())
                && present.definition().sticky() == definition.sticky()
                && present.definition().options().leadsLike(definition.options());
    }

    private void refuseInRollout(String name) {
        if (rollouts.isOpenOn(name)) {
            throw RouteProblem.ROLLOUT_IN_PROGRESS.because(
                    "Until the rollout ends, the route cannot be deleted, nor its variants, rules, choice, environment"
                            + " or stickiness changed. Abort the rollout, or wait.");
        }
    }

    /// Returns the route and locks it until the current transaction ends.
    Optional<RouteEntity> lock(String name) {
        return routes.lockByName(name);
    }

    /// Replaces the variant of the same name in the current transaction.
    void lead(RouteEntity route, Variant variant) {
        List<Variant> variants = route.definition().variants().stream()
                .map(each -> each.name().equals(variant.name()) ? variant : each)
                .toList();
        JsonNode before = document(route);
        route.replace(route.environment(), route.definition().with(variants), clock.instant());
        trail.append(entry(RouteAction.CHANGED, routes.saveAndFlush(route), before));
    }

    private JsonNode document(RouteEntity route) {
        return changes.document(kept(route));
    }

    /// @param before the previous document; null for a new route
    private AuditEntry entry(RouteAction action, RouteEntity route, @Nullable JsonNode before) {
        JsonNode after = action == RouteAction.REMOVED ? null : document(route);
        return DocumentChanges.tell(entry(action, route), before, after);
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

    boolean has(String name) {
        return find(name).isPresent();
    }

    Optional<RouteEntity> find(String name) {
        return routes.findByName(name);
    }

    /// @throws ProblemException 404
    RouteEntity get(String name) {
        return routes.findByName(name).orElseThrow(RouteCatalog::missing);
    }

    /// Returns routes by name; only those to which the caller's key is limited, if it is.
    Page<RouteEntity> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        Limit limit = Limit.of(paging.size() + 1);
        Caller caller = Callers.current();
        List<RouteEntity> rows = caller.isLimitedToRoutes()
                ? routes.findByNameInAndNameGreaterThanOrderByName(caller.routes(), after, limit)
                : routes.findByNameGreaterThanOrderByName(after, limit);
        return Page.of(rows, paging, route -> Cursor.of(route.name()));
    }

    /// @throws ProblemException 404; 409 while a rollout of it is open
    void remove(String name) {
        RouteEntity present = get(name);
        refuseInRollout(name);
        ProductionGuard.Decided decided = guard.decideRemoval(
                new ProductionGuard.Draft(name, present.team(), present.environment(), present.definition()));
        long revision = present.revision();
        changes.make(NAME_CONSTRAINT, () -> {
            RouteEntity route = routes.lockByName(name).orElseThrow(RouteCatalog::missing);
            requireUnchanged(route, revision);
            refuseInRollout(name);
            trail.append(entry(RouteAction.REMOVED, route, document(route)));
            routes.delete(route);
            decided.apply();
            return Boolean.TRUE;
        });
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No route has this name.");
    }
}
