package io.plumbline.monitoring.alert;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alert in the API.
///
/// @param name of the monitor or the objective
/// @param rule the condition: a metric of a monitor, or a burn rate rule of an objective
/// @param evidence figures at its start
/// @param incidentId id of its incident; null until governance-service accepts it
record AlertResponse(
        UUID id,
        String team,
        AlertSource source,
        String name,
        String rule,
        AlertSeverity severity,
        AlertState state,
        String title,
        String description,
        Map<String, Object> evidence,
        AlertTimes times,
        @Nullable UUID incidentId) {

    /// @param resolvedAt null while it is firing
    record AlertTimes(Instant startedAt, @Nullable Instant resolvedAt) {}

    static AlertResponse from(Alert alert) {
        return new AlertResponse(
                alert.id(),
                alert.team(),
                alert.key().source(),
                alert.key().name(),
                alert.key().rule(),
                alert.severity(),
                alert.resolvedAt() == null ? AlertState.FIRING : AlertState.RESOLVED,
                alert.title(),
                alert.description(),
                alert.evidence(),
                new AlertTimes(alert.startedAt(), alert.resolvedAt()),
                alert.incidentId());
    }
}
