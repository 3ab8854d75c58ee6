package io.plumbline.gateway.route;

import io.plumbline.gateway.provider.ProviderUses;
import java.util.List;
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
                .filter(route -> route.definition()
                        .targets()
                        .flatMap(target -> targets.find(target, route.team()).stream())
                        .anyMatch(served -> served.upstream().provider().name().equals(provider)))
                .map(Route::name)
                .sorted()
                .toList();
    }
}
