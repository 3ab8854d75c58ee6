package io.plumbline.monitoring.rollout;

import io.plumbline.clients.gateway.RolloutAttributes;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rollback with its reason and duration.
///
/// @param environment `DEVELOPMENT` or `PRODUCTION`
/// @param fromVersion the worse version
/// @param toVersion the version that serves again
/// @param afterPromotion whether the version had been promoted
/// @param evidence the evidence as given by the decider
/// @param took the duration
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

    /// Durations until the rollback; null if the start was not observed.
    ///
    /// @param calls all calls of the new version
    /// @param callsSinceFirstError calls of the new version since its first failed one
    public record Took(
            long calls,
            @Nullable Long callsSinceFirstError,
            @Nullable Long millisSinceFirstCall,
            @Nullable Long millisSinceFirstError) {}

    /// Returns the rollback at this time.
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
