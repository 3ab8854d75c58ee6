package io.plumbline.gateway.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the targets of a route are, as one replica has seen them lately.
record RouteHealthResponse(String route, List<TargetHealth> targets) {

    /// One target.
    ///
    /// @param variant whose target it is; null for a fallback
    /// @param target as the route names it
    /// @param provider name of the provider that answers for it; null when it leads nowhere now
    /// @param mayServe whether calls are led there: it is there and, in production, has passed its gates
    /// @param state of its circuit breaker: CLOSED lets calls through, OPEN does not, HALF_OPEN tries some
    /// @param calls by how many of the last calls it is judged, at most 20
    /// @param failures how many of them failed
    record TargetHealth(
            @Nullable String variant,
            String target,
            @Nullable String provider,
            @Nullable String upstreamModel,
            boolean mayServe,
            @Nullable String state,
            int calls,
            int failures) {}
}
