package io.plumbline.monitoring.monitor;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A monitor in the API.
///
/// @param since when it was created or replaced; earlier changes raise no alarm
/// @param breaches the newest detected changes, newest first, at most ten; empty in lists
record MonitorResponse(
        String name,
        String team,
        MonitorPlan plan,
        Progress progress,
        List<BreachResponse> breaches,
        Instant createdAt,
        Instant since) {

    /// @param evaluatedUntil end of the last observation
    /// @param observations number of observations that describe the normal state, at most 500
    /// @param normal mean of the normal state, in the metric's own unit; null without observations
    /// @param last the last observation, in the metric's own unit
    /// @param evidence evidence for a change as a share of the amount that raises an alarm; 0 for ADWIN
    record Progress(
            Instant evaluatedUntil,
            long observations,
            @Nullable Double normal,
            @Nullable Double last,
            double evidence) {

        static Progress of(MonitorSeries series) {
            return new Progress(
                    series.position(), series.observations(), series.normal(), series.last(), series.evidence());
        }
    }

    /// @param incidentId id of its incident; null until governance-service accepts it
    record BreachResponse(UUID id, Alarm alarm, @Nullable UUID incidentId) {}

    static MonitorResponse of(Monitor monitor, List<MonitorBreach> breaches) {
        return new MonitorResponse(
                monitor.name(),
                monitor.team(),
                monitor.plan(),
                Progress.of(monitor.series()),
                breaches.stream()
                        .map(breach -> new BreachResponse(breach.id(), breach.alarm(), breach.incidentId()))
                        .toList(),
                monitor.createdAt(),
                monitor.since());
    }
}
