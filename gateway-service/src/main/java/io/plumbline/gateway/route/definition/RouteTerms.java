package io.plumbline.gateway.route.definition;

import io.plumbline.kit.document.NamedDocument;
import org.jspecify.annotations.Nullable;

/// The stored part of a route.
public record RouteTerms(Environment environment, RouteDefinition definition) {

    /// Returns the route as calls use it.
    ///
    /// @param rollout in effect on it; null without one
    public static Route effective(NamedDocument<RouteTerms> stored, @Nullable RouteRollout rollout) {
        RouteTerms route = stored.document();
        return rollout == null
                ? new Route(stored.name(), stored.team(), route.environment, route.definition, null)
                : new Route(
                        stored.name(),
                        stored.team(),
                        route.environment,
                        rollout.applyTo(route.definition),
                        rollout.calls());
    }

    /// Whether both distribute calls in the same way.
    public boolean leadsLike(RouteTerms other) {
        return environment == other.environment
                && definition.variants().equals(other.definition.variants())
                && definition.sticky() == other.definition.sticky()
                && definition.options().leadsLike(other.definition.options());
    }
}
