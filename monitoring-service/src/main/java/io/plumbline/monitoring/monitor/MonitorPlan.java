package io.plumbline.monitoring.monitor;

import io.plumbline.monitoring.detection.DetectorKind;
import org.jspecify.annotations.Nullable;

/// What a monitor watches, and how.
///
/// @param variant null for all variants of the route
/// @param falseAlarmsPerMonth expected number of false alarms in 30 days of traffic, if nothing changes
/// @param minutes minimum length of an observation
/// @param minCalls minimum number of calls, or of scores, of an observation; minutes are added until it is reached
/// @param scorer scorer of an online evaluation, for JUDGE_SCORE; null for other metrics
public record MonitorPlan(
        String route,
        @Nullable String variant,
        MonitoredMetric metric,
        DetectorKind detector,
        double falseAlarmsPerMonth,
        int minutes,
        int minCalls,
        @Nullable String scorer) {

    private static final double MINUTES_A_MONTH = 30 * 24 * 60;
    private static final double SHORTEST_RUN = 20;

    /// Returns the average number of observations until a false alarm. Observations may be rarer than their minimum
    /// length allows, and false alarms then are rarer too.
    double runLength() {
        return Math.max(SHORTEST_RUN, MINUTES_A_MONTH / minutes / falseAlarmsPerMonth);
    }
}
