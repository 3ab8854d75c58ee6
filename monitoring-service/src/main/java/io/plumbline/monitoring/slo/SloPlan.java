package io.plumbline.monitoring.slo;

import io.plumbline.monitoring.window.OutputLength;
import org.jspecify.annotations.Nullable;

/// An objective: the share of the calls of a route that must be good, over a rolling period.
///
/// @param variant null for all variants of the route
/// @param thresholdMs null for indicators without a threshold
/// @param outputLength calls by the length of their output; null for all
/// @param target the share, for example 0.99
/// @param days length of the period
/// @param minCalls fewer calls in the longer window of a rule raise no alert
record SloPlan(
        String route,
        @Nullable String variant,
        Indicator indicator,
        @Nullable Double thresholdMs,
        @Nullable OutputLength outputLength,
        double target,
        int days,
        int minCalls) {

    /// Returns the share of calls that may be bad.
    double budget() {
        return 1 - target;
    }
}
