package io.plumbline.gateway.limit;

import io.plumbline.gateway.route.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import java.time.Instant;

/// A limit as it may be seen.
///
/// @param team whose it is; `*` for one of the platform
record RateLimitResponse(
        String name, String team, CallScope scope, RouteLimits limits, Instant createdAt, Instant updatedAt) {

    static RateLimitResponse from(RateLimitEntity limit) {
        return new RateLimitResponse(
                limit.name(), limit.team(), limit.scope(), limit.limits(), limit.createdAt(), limit.updatedAt());
    }
}
