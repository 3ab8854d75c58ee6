package io.plumbline.gateway.route;

import io.plumbline.gateway.provider.Provider;
import java.util.Map;
import java.util.Optional;

/// All routes and providers at one time. Immutable.
///
/// @param version number of the last change that is in it
public record Routing(long version, Map<String, Route> routes, Map<String, Provider> providers) {

    static final Routing EMPTY = new Routing(-1, Map.of(), Map.of());

    public Routing {
        routes = Map.copyOf(routes);
        providers = Map.copyOf(providers);
    }

    public Optional<Route> route(String name) {
        return Optional.ofNullable(routes.get(name));
    }

    public Optional<Provider> provider(String name) {
        return Optional.ofNullable(providers.get(name));
    }
}
