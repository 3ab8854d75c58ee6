package io.plumbline.monitoring.monitor;

import io.plumbline.monitoring.alert.AlertKey;
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

    AlertKey alertKey() {
        return MonitorBreach.alertKey(name, plan);
    }

    MonitorSeries series() {
        return MonitorSeries.of(plan, state);
    }
}
