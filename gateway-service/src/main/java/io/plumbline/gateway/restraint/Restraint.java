package io.plumbline.gateway.restraint;

import io.plumbline.gateway.route.restraint.RouteRestraint;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A restraint as stored. Immutable.
///
/// @param effect on calls
/// @param compared the revisions of the stricter policy and of the route's own that were compared; null for others
/// @param routeRevision of the route's document when the restraint was put on it
/// @param before the part of the route that it affects, as it was
/// @param after the same part as the restraint leaves it
/// @param endedAt null while it is in force
record Restraint(
        RouteRestraint effect,
        String team,
        @Nullable String compared,
        long routeRevision,
        String reason,
        Map<String, Object> before,
        Map<String, Object> after,
        Instant startedAt,
        Instant until,
        @Nullable Instant endedAt) {}
