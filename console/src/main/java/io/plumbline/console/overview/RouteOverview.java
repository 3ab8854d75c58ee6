package io.plumbline.console.overview;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.overview.OpenRolloutClient.Rollout;
import io.plumbline.console.overview.OverviewClient.Slo;
import io.plumbline.console.overview.OverviewClient.Window;
import org.jspecify.annotations.Nullable;

/// A route in the overview.
///
/// @param window the last 24 hours; null without calls
/// @param chart answered and failed calls by hour
/// @param alerts number of firing alerts
/// @param drift `DRIFTED` or `UNCHANGED`; null without a comparison
/// @param objective the one with the least budget left; null without one that has calls
record RouteOverview(
        String team,
        String route,
        @Nullable Window window,
        TimeChart chart,
        int alerts,
        @Nullable Rollout rollout,
        @Nullable String drift,
        @Nullable Slo objective) {

    public long calls() {
        return window == null ? 0 : window.outcomes().calls();
    }

    public @Nullable Double errorRate() {
        return window == null ? null : window.outcomes().errorRate();
    }

    public @Nullable Double p95LatencyMs() {
        return window == null ? null : window.p95LatencyMs();
    }

    public @Nullable Double costUsd() {
        return window == null ? null : Double.valueOf(window.usage().costUsd());
    }

    /// Returns the share of the error budget that is left; null if unknown.
    public @Nullable Double budgetLeft() {
        return objective == null || objective.status() == null
                ? null
                : objective.status().budgetLeft();
    }

    /// Whether somebody should look at it first.
    boolean isTroubled() {
        Double left = budgetLeft();
        return alerts > 0 || "DRIFTED".equals(drift) || (left != null && left <= 0);
    }
}
