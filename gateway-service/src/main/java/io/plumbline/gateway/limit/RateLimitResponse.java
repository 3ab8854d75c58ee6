package io.plumbline.gateway.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.gateway.limit.RateLimitRules.Terms;
import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.kit.document.NamedDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A limit in API responses.
///
/// @param team that owns it; `*` for one of the platform
/// @param used taken in the last minute, by the name of the limit; absent if nothing was, and for a limit of each
///     user
/// @param warnings possible mistakes in its scope; absent for none
record RateLimitResponse(
        String name,
        String team,
        CallScope scope,
        RouteLimits limits,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> used,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

    static RateLimitResponse from(NamedDocument<Terms> limit, Map<String, Long> used, List<String> warnings) {
        Terms terms = limit.document();
        return new RateLimitResponse(
                limit.name(),
                limit.team(),
                terms.scope(),
                terms.limits(),
                used,
                limit.createdAt(),
                limit.updatedAt(),
                warnings);
    }
}
