package io.plumbline.monitoring.monitor;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A monitor in the API: the members of its `PUT`, and its progress.
///
/// @param breaches the newest detected changes, newest first, at most ten; in lists the newest one
record MonitorResponse(
        String name,
        String team,
        @JsonUnwrapped MonitorPlan plan,
        Progress progress,
        List<BreachResponse> breaches,
        Instant createdAt) {

    /// @param since when it was created or replaced; earlier changes raise no alarm
    /// @param evaluatedUntil end of the last observation
    /// @param observations number of observations that describe the normal state, at most 500
    /// @param normal mean of the normal state, in the metric's own unit; null without observations
    /// @param last the last observation, in the metric's own unit
    /// @param evidence evidence for a change as a share of the amount that raises an alarm; 0 for ADWIN
    /// @param series the newest observations, oldest first, at most 300; empty in lists
    record Progress(
            Instant since,
            Instant evaluatedUntil,
            long observations,
            @Nullable Double normal,
            @Nullable Double last,
            double evidence,
            List<MonitorSeries.Observed> series) {

        static Progress of(Instant since, MonitorSeries series, boolean whole) {
            return new Progress(
                    since,
                    series.position(),
                    series.observations(),
                    series.normal(),
                    series.last(),
                    series.evidence(),
                    whole ? series.observed() : List.of());
        }
    }

    /// @param incidentId id of its incident; null until governance-service accepts it
    record BreachResponse(UUID id, Alarm alarm, @Nullable UUID incidentId) {}

    /// Returns a monitor as in lists.
    static MonitorResponse of(Monitor monitor, @Nullable MonitorBreach newest) {
        return of(monitor, newest == null ? List.of() : List.of(newest), false);
    }

    /// Returns a monitor with its observations and breaches.
    static MonitorResponse whole(Monitor monitor, List<MonitorBreach> breaches) {
        return of(monitor, breaches, true);
    }

    private static MonitorResponse of(Monitor monitor, List<MonitorBreach> breaches, boolean whole) {
        return new MonitorResponse(
                monitor.name(),
                monitor.team(),
                monitor.plan(),
                Progress.of(monitor.since(), monitor.series(), whole),
                breaches.stream()
                        .map(breach -> new BreachResponse(breach.id(), breach.alarm(), breach.incidentId()))
                        .toList(),
                monitor.createdAt());
    }
}
