package io.plumbline.monitoring.monitor;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change that a monitor has detected.
///
/// @param incidentId id of its incident; null until governance-service accepts it
record MonitorBreach(
        UUID id,
        String team,
        String monitor,
        MonitorPlan plan,
        Alarm alarm,
        @Nullable UUID incidentId) {}
