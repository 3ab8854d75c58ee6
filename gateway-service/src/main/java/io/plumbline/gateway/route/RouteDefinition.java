package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a route does. Immutable; replaced as a whole.
///
/// @param fallbacks tried in this order when a variant's own target fails
/// @param retries how often each target is tried again
/// @param policy name of its guard policy; null: the team's, else `standard`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteDefinition(
        List<Variant> variants,
        List<Target> fallbacks,
        int retries,
        @Nullable String policy,
        @Nullable RouteLimits limits,
        Sticky sticky) {

    public RouteDefinition {
        variants = List.copyOf(variants);
        fallbacks = List.copyOf(fallbacks);
    }

    /// The same with other variants.
    RouteDefinition with(List<Variant> others) {
        return new RouteDefinition(others, fallbacks, retries, policy, limits, sticky);
    }
}
