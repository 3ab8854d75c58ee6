package io.plumbline.monitoring.rollback;

import io.plumbline.monitoring.rollout.Rollback;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rollback as the API answers it.
///
/// @param incidentId of the incident that was opened; null until governance has taken it
record RollbackResponse(
        UUID rolloutId,
        String team,
        String route,
        String environment,
        Change change,
        Instant rolledBackAt,
        @Nullable String reason,
        @Nullable JsonNode evidence,
        Rollback.Took took,
        @Nullable UUID incidentId) {

    /// @param fromVersion the one that was worse
    /// @param toVersion the one that serves again
    record Change(String model, int fromVersion, int toVersion, boolean afterPromotion) {}

    static RollbackResponse from(RollbackRecord found) {
        Rollback rollback = found.rollback();
        return new RollbackResponse(
                rollback.rolloutId(),
                rollback.team(),
                rollback.route(),
                rollback.environment(),
                new Change(rollback.model(), rollback.fromVersion(), rollback.toVersion(), rollback.afterPromotion()),
                rollback.rolledBackAt(),
                rollback.reason(),
                rollback.evidence(),
                rollback.took(),
                found.incidentId());
    }
}
