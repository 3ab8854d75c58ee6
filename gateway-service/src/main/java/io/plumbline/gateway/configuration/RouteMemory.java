package io.plumbline.gateway.configuration;

import io.plumbline.configuration.RiskTier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is remembered of a route's name, also when the route is gone. Immutable.
///
/// @param production whether it is or was a production route
/// @param tier the strictest that it has served or declared
/// @param policy the guard policy that it named when it was there last; null for none
/// @param grandfathered whether it served production before there were served configurations, and has none yet
/// @param lifting until when a person has lifted the rules; null for not
/// @param removedAt null while the route is there
/// @param revision counts what was put in force
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
