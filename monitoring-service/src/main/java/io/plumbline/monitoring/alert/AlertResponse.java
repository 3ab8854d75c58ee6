package io.plumbline.monitoring.alert;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alert in the API.
///
/// @param name of the monitor, the objective or the baseline; `TEAM/ROUTE` for costs
/// @param rule the condition: a metric of a monitor, or a burn rate rule of an objective
/// @param incidentId id of its incident; null until governance-service accepts it
/// @param route of the calls; null for alerts of earlier versions
/// @param acknowledgement null until it is acknowledged
record AlertResponse(
        UUID id,
        String team,
        AlertSource source,
        String name,
        String rule,
        AlertSeverity severity,
        AlertState state,
        @JsonUnwrapped Alert.AlertText text,
        AlertTimes times,
        @Nullable UUID incidentId,
        @Nullable String route,
        @Nullable Acknowledgement acknowledgement) {

    /// @param resolvedAt null while it is firing
    record AlertTimes(Instant startedAt, @Nullable Instant resolvedAt) {}

    static AlertResponse from(Alert alert, @Nullable Acknowledgement acknowledgement) {
        return new AlertResponse(
                alert.id(),
                alert.team(),
                alert.key().source(),
                alert.key().name(),
                alert.key().rule(),
                alert.severity(),
                alert.resolvedAt() == null ? AlertState.FIRING : AlertState.RESOLVED,
                new Alert.AlertText(alert.title(), alert.description(), alert.evidence()),
                new AlertTimes(alert.startedAt(), alert.resolvedAt()),
                alert.incidentId(),
                alert.route(),
                acknowledgement);
    }
}
