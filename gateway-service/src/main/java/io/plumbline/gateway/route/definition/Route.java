package io.plumbline.gateway.route.definition;

import io.plumbline.clients.gateway.CallRollout;
import org.jspecify.annotations.Nullable;

/// A route as calls use it. Immutable.
///
/// @param definition with the changes of its open rollout
/// @param rollout that includes the calls that draw a variant; null without one in progress
/// @param held what holds it back; null for nothing
public record Route(
        String name,
        String team,
        Environment environment,
        RouteDefinition definition,
        @Nullable CallRollout rollout,
        @Nullable Held held) {

    /// The state of a route that restraints hold back.
    ///
    /// @param paused whether its calls are refused
    /// @param fallbacksOnly whether the variants' own targets are skipped
    /// @param unrestrained its definition without the restraints
    public record Held(boolean paused, boolean fallbacksOnly, RouteDefinition unrestrained) {}

    /// Creates a route that nothing holds back.
    public Route(
            String name,
            String team,
            Environment environment,
            RouteDefinition definition,
            @Nullable CallRollout rollout) {
        this(name, team, environment, definition, rollout, null);
    }

    /// Returns the route without its restraints.
    public Route unrestrained() {
        return held == null ? this : new Route(name, team, environment, held.unrestrained(), rollout);
    }

    public boolean isPaused() {
        return held != null && held.paused();
    }

    public boolean isOnFallbacks() {
        return held != null && held.fallbacksOnly();
    }

    public boolean isProduction() {
        return environment == Environment.PRODUCTION;
    }

    /// Whether one of its variants is a version of this model.
    public boolean leadsTo(String model) {
        return definition.variants().stream()
                .map(Variant::target)
                .anyMatch(target -> !target.isDirect() && model.equals(target.model()));
    }
}
