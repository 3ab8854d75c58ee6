package io.plumbline.monitoring.drift;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A baseline: the calls that later ones are compared with, and how.
///
/// @param variant null for all variants of the route
/// @param reference number of calls in the baseline
/// @param window number of calls that are compared at a time
/// @param minutes minimum length of a window
/// @param falseAlarmsPerMonth expected number of false alarms in 30 days, if nothing changes
/// @param from the baseline's calls are at this time or later; null for the two weeks before its creation
/// @param against what later calls are compared with
/// @param dataset as `name@version`; only for `DATASET`
record DriftPlan(
        String route,
        @Nullable String variant,
        DriftText text,
        int reference,
        int window,
        int minutes,
        double falseAlarmsPerMonth,
        @Nullable Instant from,
        BaselineKind against,
        @Nullable String dataset) {

    private static final double MINUTES_A_MONTH = 30 * 24 * 60;
    private static final double HIGHEST_LEVEL = 0.05;

    /// Plans that were stored before there were kinds compare with past calls.
    @SuppressWarnings("NullAway")
    DriftPlan {
        against = Objects.requireNonNullElse(against, BaselineKind.CALLS);
    }

    /// Returns the level of each test: windows end at least [#minutes] apart, so at this level there are at most as
    /// many false alarms as wanted.
    double level() {
        return Math.min(HIGHEST_LEVEL, falseAlarmsPerMonth * minutes / MINUTES_A_MONTH);
    }
}
