package io.plumbline.monitoring.rollback;

import io.plumbline.monitoring.rollout.Rollback;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rollback in the API.
///
/// @param incidentId id of its incident; null until governance-service accepts it
record RollbackResponse(
        UUID rolloutId,
        String team,
        String route,
        String environment,
        RolledBackVersions change,
        Instant rolledBackAt,
        @Nullable String reason,
        @Nullable JsonNode evidence,
        Rollback.Took took,
        @Nullable UUID incidentId) {

    /// @param fromVersion the worse version
    /// @param toVersion the version that serves again
    record RolledBackVersions(String model, int fromVersion, int toVersion, boolean afterPromotion) {}

    static RollbackResponse from(RollbackRecord found) {
        Rollback rollback = found.rollback();
        return new RollbackResponse(
                rollback.rolloutId(),
                rollback.team(),
                rollback.route(),
                rollback.environment(),
                new RolledBackVersions(
                        rollback.model(), rollback.fromVersion(), rollback.toVersion(), rollback.afterPromotion()),
                rollback.rolledBackAt(),
                rollback.reason(),
                rollback.evidence(),
                rollback.took(),
                found.incidentId());
    }
}
