package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.provider.ProviderUses;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.kit.security.Caller;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Lists the routes and versions that use a provider, from memory.
@Component
final class RouteUses implements ProviderUses {

    private static final int MOST_NAMED = 100;

    private final RoutingSnapshot routing;
    private final TargetDirectory targets;
    private final Registry registry;

    RouteUses(RoutingSnapshot routing, TargetDirectory targets, Registry registry) {
        this.routing = routing;
        this.targets = targets;
        this.registry = registry;
    }

    @Override
    public List<String> versionsInProduction(String provider, String team, Predicate<String> among) {
        return registry.models().stream()
                .filter(model -> team.equals(Caller.EVERY_TEAM) || team.equals(model.team()))
                .filter(model -> among.test(model.team()))
                .flatMap(model -> model.versions().stream()
                        .filter(version -> version.provider().equals(provider)
                                && version.stage().equals("PRODUCTION"))
                        .map(version -> model.name() + "@" + version.version()))
                .sorted()
                .limit(MOST_NAMED)
                .toList();
    }

    @Override
    public List<String> routesUsing(String provider, Predicate<String> among) {
        return routing.current().routes().values().stream()
                .filter(route -> among.test(route.team()))
                .filter(route -> route.definition()
                        .targets()
                        .flatMap(target -> targets.find(target, route.team()).stream())
                        .anyMatch(served -> served.upstream().provider().name().equals(provider)))
                .map(Route::name)
                .sorted()
                .toList();
    }
}
