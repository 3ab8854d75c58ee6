package io.plumbline.monitoring.monitor;

import java.time.Instant;

/// A monitor as stored.
///
/// @param since when it was created or replaced; earlier changes raise no alarm
/// @param revision number of replacements
record Monitor(
        String name,
        String team,
        MonitorPlan plan,
        MonitorSeries.State state,
        Instant since,
        Instant createdAt,
        long revision) {

    MonitorSeries series() {
        return MonitorSeries.of(plan, state);
    }
}
