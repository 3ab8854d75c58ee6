package io.plumbline.gateway.route;

import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.route.RouteHealthResponse.Seen;
import io.plumbline.gateway.route.RouteHealthResponse.TargetHealth;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.FallbacksBy;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.Shadow;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.resolve.RoutingSnapshot;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.route.resolve.TargetDirectory;
import io.plumbline.gateway.upstream.TargetState;
import io.plumbline.gateway.upstream.TargetStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reports the health of a route's targets, including the canary of an open rollout.
@Component
class RouteHealth {

    private final RoutingSnapshot routing;
    private final TargetDirectory targets;
    private final TargetStates states;

    RouteHealth(RoutingSnapshot routing, TargetDirectory targets, TargetStates states) {
        this.routing = routing;
        this.targets = targets;
        this.states = states;
    }

    RouteHealthResponse of(Route route) {
        List<TargetHealth> all = new ArrayList<>();
        RouteDefinition definition =
                routing.current().route(route.name()).map(Route::definition).orElse(route.definition());
        definition.variants().forEach(variant -> all.add(health(route, variant.name(), "variant", variant.target())));
        definition.fallbacks().forEach(fallback -> all.add(health(route, null, "fallback", fallback)));
        FallbacksBy by = definition.options().fallbacksBy();
        for (FailureClass why : FailureClass.values()) {
            List<Target> fallbacks = by == null ? null : by.of(why);
            if (fallbacks != null) {
                fallbacks.forEach(fallback -> all.add(health(route, null, why.wireName(), fallback)));
            }
        }
        Shadow shadow = definition.options().shadow();
        if (shadow != null) {
            all.add(health(route, null, "shadow", shadow.target()));
        }
        return new RouteHealthResponse(route.name(), all);
    }

    private TargetHealth health(Route route, @Nullable String variant, String use, Target target) {
        Optional<ServedTarget> found = targets.find(target, route.team());
        if (found.isEmpty()) {
            return new TargetHealth(variant, use, target.label(), null, null, false, null, 0, 0, null);
        }
        ServedTarget served = found.get();
        TargetState.Health health = states.of(served.upstream()).health();
        return new TargetHealth(
                variant,
                use,
                target.label(),
                served.upstream().provider().name(),
                served.upstream().model(),
                route.environment() != Environment.PRODUCTION || served.mayServeProduction(),
                health.state(),
                health.calls(),
                health.failures(),
                Seen.of(health));
    }
}
