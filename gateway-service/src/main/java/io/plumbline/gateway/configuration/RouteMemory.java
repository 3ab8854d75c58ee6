package io.plumbline.gateway.configuration;

import io.plumbline.configuration.RiskTier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is remembered about a route's name, even after the route is removed. Immutable.
///
/// @param production whether it is or was a production route
/// @param tier the strictest that it has served or declared
/// @param policy the guard policy that it named last; null for none
/// @param grandfathered whether it served production before served configurations existed, and has none yet
/// @param lifting the current suspension of the rules; null for none
/// @param removedAt null while the route exists
/// @param revision counts the changes applied
record RouteMemory(
        String route,
        String team,
        boolean production,
        RiskTier tier,
        @Nullable String policy,
        boolean grandfathered,
        @Nullable Lifting lifting,
        @Nullable Instant removedAt,
        long revision) {

    /// @param by opaque id of the person
    record Lifting(Instant until, String reason, String by) {}

    boolean isLifted(Instant now) {
        return lifting != null && now.isBefore(lifting.until());
    }
}
