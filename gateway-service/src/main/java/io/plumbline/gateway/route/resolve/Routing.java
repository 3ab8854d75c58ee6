package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.route.definition.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All routes and providers at one time. Immutable.
///
/// @param version number of the last change that it includes
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

    /// Resolves a registered version as production would serve it: under the terms of the production route that
    /// serves its model, the first by name; without one, under its team's terms.
    public Resolution asServed(String model, String team, ServedTarget target) {
        return leadingTo(model, team).stream()
                .findFirst()
                .map(route ->
                        Resolution.evaluated(team, target, route.unrestrained().definition()))
                .orElseGet(() -> Resolution.round(Resolution.REGISTRY, team, target));
    }

    /// Resolves it under the terms of a production route of the team; empty if there is no such route.
    public Optional<Resolution> asServedBy(String route, String team, ServedTarget target) {
        return route(route)
                .filter(each -> each.isProduction() && each.team().equals(team))
                .map(each ->
                        Resolution.evaluated(team, target, each.unrestrained().definition()));
    }

    /// Returns the team's production routes that serve a model, by name.
    public List<Route> leadingTo(String model, String team) {
        return routes.values().stream()
                .filter(each -> each.isProduction() && each.team().equals(team) && each.leadsTo(model))
                .sorted(Comparator.comparing(Route::name))
                .toList();
    }
}
