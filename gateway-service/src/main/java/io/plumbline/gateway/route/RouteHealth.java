package io.plumbline.gateway.route;

import io.plumbline.gateway.route.RouteHealthResponse.TargetHealth;
import io.plumbline.gateway.upstream.TargetBreakers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says how the targets of a route are, that of an open rollout's canary included.
@Component
class RouteHealth {

    private final RoutingSnapshot routing;
    private final TargetDirectory targets;
    private final TargetBreakers breakers;

    RouteHealth(RoutingSnapshot routing, TargetDirectory targets, TargetBreakers breakers) {
        this.routing = routing;
        this.targets = targets;
        this.breakers = breakers;
    }

    RouteHealthResponse of(RouteEntity route) {
        List<TargetHealth> all = new ArrayList<>();
        RouteDefinition definition =
                routing.current().route(route.name()).map(Route::definition).orElse(route.definition());
        definition.variants().forEach(variant -> all.add(health(route, variant.name(), variant.target())));
        definition.fallbacks().forEach(fallback -> all.add(health(route, null, fallback)));
        return new RouteHealthResponse(route.name(), all);
    }

    private TargetHealth health(RouteEntity route, @Nullable String variant, Target target) {
        Optional<ServedTarget> found = targets.find(target, route.team());
        if (found.isEmpty()) {
            return new TargetHealth(variant, target.label(), null, null, false, null, 0, 0);
        }
        ServedTarget served = found.get();
        TargetBreakers.Health health = breakers.health(served.upstream());
        return new TargetHealth(
                variant,
                target.label(),
                served.upstream().provider().name(),
                served.upstream().model(),
                route.environment() != Environment.PRODUCTION || served.mayServeProduction(),
                health.state(),
                health.calls(),
                health.failures());
    }
}
