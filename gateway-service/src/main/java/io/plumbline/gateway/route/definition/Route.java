package io.plumbline.gateway.route.definition;

import io.plumbline.clients.gateway.CallRollout;
import org.jspecify.annotations.Nullable;

/// A route as calls use it. Immutable.
///
/// @param definition with the changes of its open rollout
/// @param rollout that includes the calls that draw a variant; null without one in progress
public record Route(
        String name,
        String team,
        Environment environment,
        RouteDefinition definition,
        @Nullable CallRollout rollout) {

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
