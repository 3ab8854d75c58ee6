package io.plumbline.monitoring.rollout;

import io.plumbline.clients.gateway.RolloutAttributes;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rollout that was rolled back: what of, why, and how long it took.
///
/// @param environment `DEVELOPMENT` or `PRODUCTION`
/// @param fromVersion the one that was worse
/// @param toVersion the one that serves again
/// @param afterPromotion whether it had been promoted before
/// @param evidence as whoever decided it gave it
/// @param took how long it took
public record Rollback(
        UUID rolloutId,
        String team,
        String route,
        String environment,
        String model,
        int fromVersion,
        int toVersion,
        boolean afterPromotion,
        Instant rolledBackAt,
        @Nullable String reason,
        @Nullable JsonNode evidence,
        Took took) {

    /// From something until the rollback; null where that was not seen.
    ///
    /// @param calls of the new version in all
    /// @param callsSinceFirstError of the new version, from the first that failed
    public record Took(
            long calls,
            @Nullable Long callsSinceFirstError,
            @Nullable Long millisSinceFirstCall,
            @Nullable Long millisSinceFirstError) {}

    /// What one at this time ends.
    ///
    /// @param now the rollout after it
    static Rollback of(CanaryAnalysis analysis, Happening what, RolloutAttributes now) {
        Arms arms = analysis.arms();
        ArmTally served = analysis.served();
        return new Rollback(
                analysis.rolloutId(),
                analysis.team(),
                now.route(),
                now.environment(),
                now.model(),
                now.canary().version(),
                now.control().version(),
                analysis.times().promotedAt() != null,
                what.at(),
                what.reason(),
                now.evidence(),
                new Took(
                        arms.canary().calls() + arms.promoted().calls(),
                        served.callsSinceFirstError(),
                        arms.canary().millisSinceFirstCall(what.at()),
                        served.millisSinceFirstError(what.at())));
    }
}
