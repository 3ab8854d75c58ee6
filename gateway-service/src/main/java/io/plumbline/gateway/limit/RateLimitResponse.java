package io.plumbline.gateway.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.gateway.route.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import java.time.Instant;
import java.util.List;

/// A limit in API responses.
///
/// @param team that owns it; `*` for one of the platform
/// @param warnings possible mistakes in its scope; absent for none
record RateLimitResponse(
        String name,
        String team,
        CallScope scope,
        RouteLimits limits,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

    static RateLimitResponse from(RateLimitEntity limit, List<String> warnings) {
        return new RateLimitResponse(
                limit.name(),
                limit.team(),
                limit.scope(),
                limit.limits(),
                limit.createdAt(),
                limit.updatedAt(),
                warnings);
    }
}
