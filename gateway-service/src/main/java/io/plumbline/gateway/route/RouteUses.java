package io.plumbline.gateway.route;

import io.plumbline.gateway.provider.ProviderUses;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Says which routes lead to a provider, from memory.
@Component
final class RouteUses implements ProviderUses {

    private final RoutingSnapshot routing;
    private final TargetDirectory targets;

    RouteUses(RoutingSnapshot routing, TargetDirectory targets) {
        this.routing = routing;
        this.targets = targets;
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
}
