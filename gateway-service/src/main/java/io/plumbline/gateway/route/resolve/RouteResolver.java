package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.Sticky;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Resolves a call's `model`: a route, `<route>@<variant>`, `registry:<model>@<version or alias>`, for evaluation
/// also `registry:<model>@<version>@<route>` under that production route's terms, or `<provider>/<model>`.
/// Targets that do not exist and targets that the caller may not use get the same response. Reads memory only.
/// Waits briefly for an unknown `registry:` name, since evaluation calls versions as soon as they are registered.
@Component
public final class RouteResolver {

    public static final String REGISTRY_PREFIX = "registry:";
    public static final String DIRECT_SCOPE = "direct-models";

    /// The roles that develop models, as opposed to using them.
    private static final Set<Role> BUILDERS =
            EnumSet.of(Role.SERVICE, Role.CI_PIPELINE, Role.ML_ENGINEER, Role.PROMPT_ENGINEER, Role.PLATFORM_ADMIN);

    private final RoutingSnapshot routing;
    private final TargetDirectory targets;
    private final ServedTargets served;
    private final VariantPicker picker;
    private final Registry registry;
    private final ConversationPins pins;

    RouteResolver(
            RoutingSnapshot routing,
            TargetDirectory targets,
            ServedTargets served,
            VariantPicker picker,
            Registry registry,
            ConversationPins pins) {
        this.routing = routing;
        this.targets = targets;
        this.served = served;
        this.picker = picker;
        this.registry = registry;
        this.pins = pins;
    }

    /// @throws ProblemException `model-not-found`, `call-forbidden`, `target-not-gated` or `gateway-not-ready`
    public Resolution resolve(String model, Caller caller, CallKeys keys) {
        Resolution resolution;
        if (model.startsWith(REGISTRY_PREFIX)) {
            resolution = registered(model.substring(REGISTRY_PREFIX.length()), caller, keys.evaluation());
        } else if (model.indexOf('/') > 0) {
            resolution = direct(model, caller);
        } else {
            resolution = routed(model, caller, keys);
        }
        if (keys.evaluation() && !isBuilder(caller, resolution.team())) {
            throw CallProblem.CALL_FORBIDDEN.because(
                    "Calls for evaluation bypass production's limits and require the role service, ci-pipeline"
                            + " or ml-engineer.");
        }
        return resolution;
    }

    private Resolution routed(String model, Caller caller, CallKeys keys) {
        int at = model.indexOf('@');
        String name = at < 0 ? model : model.substring(0, at);
        Route route = routing.current()
                .route(name)
                .filter(each -> mayUse(caller, each))
                .orElseThrow(RouteResolver::notFound);
        registry.requireCurrent();
        RouteDefinition definition = route.definition();
        if (!definition.options().allowsRolesOf(caller, route.team())) {
            throw CallProblem.CALL_FORBIDDEN.because("This route requires one of the roles in its allowedRoles.");
        }
        boolean held = !keys.evaluation();
        if (held && route.isPaused()) {
            throw paused("This route is paused for now: see GET /api/v1/routes/" + name + "/restraints.");
        }
        boolean drawn = at < 0;
        VariantPick pick = drawn
                ? picker.pick(route, caller, keys, stickyKey(definition.sticky(), keys))
                : VariantPick.named(named(definition, model.substring(at + 1)));
        Variant variant = pick.variant();
        ServedTargets.Found found = served.of(route, variant);
        if (found.targets().isEmpty()) {
            throw found.ungated() ? ungated() : notFound();
        }
        ServedTarget skipped = held && route.isOnFallbacks() ? skipped(route, variant, found) : null;
        return new Resolution(
                name,
                variant.name(),
                route.team(),
                route.isProduction(),
                variant.prompt(),
                found.targets(),
                definition.retries(),
                definition.policy(),
                definition.limits(),
                drawn && !keys.evaluation() ? route.rollout() : null,
                new CallWay(definition.options(), pick, found.fallbacksBy(), found.shadow(), skipped));
    }

    /// Returns the variant's own target, which fallbacks stand in for; null if it does not answer anyway.
    private @Nullable ServedTarget skipped(Route route, Variant variant, ServedTargets.Found found) {
        ServedTarget own = targets.find(variant.target(), route.team()).orElse(null);
        if (found.targets().stream().allMatch(each -> each.equals(own))) {
            throw paused("This route is limited to its fallbacks for now, and none of them may answer.");
        }
        return own;
    }

    private static ProblemException paused(String because) {
        return CallProblem.ROUTE_PAUSED.because(because).with("x-should-retry", "false");
    }

    private static ProblemException ungated() {
        return CallProblem.TARGET_NOT_GATED
                .because("None of this route's versions may serve production: their gates have not passed, or their"
                        + " evidence was withdrawn.")
                .with("x-should-retry", "false");
    }

    /// Whether this caller may use the route.
    public static boolean mayUse(Caller caller, Route route) {
        return caller.may(Permission.INFERENCE_CALL, route.team())
                && caller.mayUse(route.name())
                && route.definition().options().allowsTeamsOf(caller);
    }

    /// Whether this caller's model list contains the route.
    public static boolean isListedFor(Caller caller, Route route) {
        return mayUse(caller, route) && route.definition().options().allowsRolesOf(caller, route.team());
    }

    private static Variant named(RouteDefinition definition, String variant) {
        for (Variant each : definition.variants()) {
            if (each.name().equals(variant)) {
                return each;
            }
        }
        throw notFound();
    }

    private String stickyKey(Sticky sticky, CallKeys keys) {
        String user = keys.user();
        String session = keys.session();
        if (sticky == Sticky.USER && user != null) {
            return "user " + user;
        }
        if (sticky != Sticky.REQUEST && session != null) {
            return "session " + session;
        }
        ConversationTurn turn = keys.turn();
        return sticky == Sticky.REQUEST || turn == null ? ConversationPins.anyKey() : pins.keyOf(turn);
    }

    private Resolution registered(String reference, Caller caller, boolean evaluation) {
        int at = reference.indexOf('@');
        if (BUILDERS.stream().noneMatch(caller::has) || caller.isLimitedToRoutes()) {
            throw CallProblem.CALL_FORBIDDEN.because(
                    "Calling registry: models requires the role service, ci-pipeline or ml-engineer. Use a route.");
        }
        if (at <= 0 || at == reference.length() - 1) {
            throw notFound();
        }
        registry.requireCurrent();
        String pointer = reference.substring(at + 1);
        int by = evaluation ? pointer.indexOf('@') : -1;
        String route = by < 0 ? null : pointer.substring(by + 1);
        Target target = target(reference.substring(0, at), by < 0 ? pointer : pointer.substring(0, by));
        return registry.soon(() -> registered(target, caller, evaluation, route))
                .orElseThrow(RouteResolver::notFound);
    }

    private Optional<Resolution> registered(Target target, Caller caller, boolean evaluation, @Nullable String route) {
        return registry.model(target.model() == null ? "" : target.model())
                .filter(model -> mayBuild(caller, model.team()))
                .flatMap(model -> targets.find(target, model.team()).flatMap(found -> {
                    if (route != null) {
                        return routing.current().asServedBy(route, model.team(), found);
                    }
                    return Optional.of(
                            evaluation
                                    ? routing.current().asServed(model.name(), model.team(), found)
                                    : Resolution.round(Resolution.REGISTRY, model.team(), found));
                }));
    }

    private static Target target(String model, String pointer) {
        boolean number = pointer.chars().allMatch(c -> c >= '0' && c <= '9') && pointer.length() <= 9;
        return number
                ? new Target(model, Integer.valueOf(pointer), null, null)
                : new Target(model, null, pointer, null);
    }

    private Resolution direct(String model, Caller caller) {
        if (!mayCallDirectly(caller)) {
            throw CallProblem.CALL_FORBIDDEN.because(
                    "Calling a provider's models directly requires a key with the scope " + DIRECT_SCOPE
                            + ". Use a route.");
        }
        int slash = model.indexOf('/');
        String provider = model.substring(0, slash);
        String team = routing.current()
                .provider(provider)
                .flatMap(each -> Optional.ofNullable(teamFor(each, caller)))
                .orElseThrow(RouteResolver::notFound);
        return targets.direct(provider, model.substring(slash + 1), team)
                .map(served -> Resolution.round(Resolution.DIRECT, team, served))
                .orElseThrow(RouteResolver::notFound);
    }

    /// Whether this caller may call providers' models directly.
    public static boolean mayCallDirectly(Caller caller) {
        return !caller.isLimitedToRoutes()
                && (caller.scopes().contains(DIRECT_SCOPE) || caller.has(Role.PLATFORM_ADMIN));
    }

    /// Returns the team for which the caller uses the provider; null if none of the caller's teams may.
    private static @Nullable String teamFor(Provider provider, Caller caller) {
        Set<String> teams = caller.teamsWith(Permission.INFERENCE_CALL);
        if (!provider.isShared()) {
            return caller.may(Permission.INFERENCE_CALL, provider.team()) ? provider.team() : null;
        }
        if (teams.contains(Caller.EVERY_TEAM)) {
            return Caller.PLATFORM_TEAM;
        }
        return teams.stream().sorted().findFirst().orElse(null);
    }

    /// Whether this caller may call the team's registered versions by name.
    public static boolean mayBuild(Caller caller, String team) {
        return isBuilder(caller, team) && caller.may(Permission.INFERENCE_CALL, team);
    }

    private static boolean isBuilder(Caller caller, String team) {
        return caller.grants().entrySet().stream()
                .anyMatch(grant -> grant.getValue().stream()
                        .anyMatch(role -> BUILDERS.contains(role)
                                && (role.everyTeam()
                                        || grant.getKey().equals(team)
                                        || grant.getKey().equals(Caller.EVERY_TEAM))));
    }

    private static ProblemException notFound() {
        return CallProblem.MODEL_NOT_FOUND
                .because("This credential has no such model. See GET /v1/models.")
                .with("param", "model");
    }
}
