package io.plumbline.gateway.route.restraint;

import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.Route.Held;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.RouteRollout;
import io.plumbline.gateway.route.definition.Variant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A restraint in force. Immutable.
///
/// @param team that owned the route: a route of this name of another team is not restrained
/// @param variant of [RestraintKind#LOWER_WEIGHT]
/// @param weight the most that the variant has; of [RestraintKind#LOWER_WEIGHT]
/// @param policy name of the policy; of [RestraintKind#STRICTER_POLICY]
public record RouteRestraint(
        UUID id,
        String team,
        String route,
        RestraintKind kind,
        @Nullable String variant,
        @Nullable Integer weight,
        @Nullable String policy) {

    /// Returns a route as the restraints on it leave it.
    ///
    /// @param all the restraints on any route
    public static Route applyAll(Route route, List<RouteRestraint> all) {
        Route held = route;
        for (RouteRestraint each : all) {
            if (each.route.equals(route.name()) && each.team.equals(route.team())) {
                held = each.applyTo(held);
            }
        }
        return held;
    }

    private Route applyTo(Route route) {
        Held before = Objects.requireNonNullElse(route.held(), new Held(false, false, route.definition()));
        return switch (kind) {
            case PAUSE ->
                held(route, route.definition(), new Held(true, before.fallbacksOnly(), before.unrestrained()));
            case USE_FALLBACKS ->
                held(route, route.definition(), new Held(before.paused(), true, before.unrestrained()));
            case LOWER_WEIGHT -> isForCanary(route) ? route : held(route, lowered(route.definition()), before);
            case STRICTER_POLICY -> held(route, route.definition().governedBy(policy), before);
        };
    }

    /// Whether the canary of a rollout in progress would receive the calls that the variant loses. The rollout alone
    /// decides on the canary's share.
    private boolean isForCanary(Route route) {
        return route.rollout() != null && !RouteRollout.CANARY.equals(variant);
    }

    private static Route held(Route route, RouteDefinition definition, Held held) {
        return new Route(route.name(), route.team(), route.environment(), definition, route.rollout(), held);
    }

    /// Limits the weight of the variant. Never raises it, and leaves at least one variant with a weight.
    private RouteDefinition lowered(RouteDefinition definition) {
        int most = weight == null ? Integer.MAX_VALUE : weight;
        List<Variant> variants = definition.variants().stream()
                .map(each -> each.name().equals(variant) && each.weight() > most ? each.weighing(most) : each)
                .toList();
        return variants.stream().anyMatch(each -> each.weight() > 0) ? definition.with(variants) : definition;
    }
}
