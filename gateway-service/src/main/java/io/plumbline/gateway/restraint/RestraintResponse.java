package io.plumbline.gateway.restraint;

import io.plumbline.gateway.route.restraint.RestraintKind;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A restraint in the API.
///
/// @param routeRevision revision of the route's document when the restraint was put on it
/// @param before the part of the route that it affects, as it was
/// @param after the same part as the restraint leaves it
/// @param endedAt null while it is in force
record RestraintResponse(
        UUID id,
        String route,
        String team,
        RestraintKind kind,
        long routeRevision,
        String reason,
        Map<String, Object> before,
        Map<String, Object> after,
        Instant startedAt,
        Instant until,
        @Nullable Instant endedAt) {

    static RestraintResponse from(Restraint restraint) {
        return new RestraintResponse(
                restraint.effect().id(),
                restraint.effect().route(),
                restraint.team(),
                restraint.effect().kind(),
                restraint.routeRevision(),
                restraint.reason(),
                restraint.before(),
                restraint.after(),
                restraint.startedAt(),
                restraint.until(),
                restraint.endedAt());
    }
}
