package io.plumbline.monitoring.preference.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A plan as stored.
///
/// @param revision number of replacements
/// @param last null before the first run
record PreferencePlan(
        String name,
        String team,
        PlanDocument document,
        long revision,
        Instant createdAt,
        Instant nextRunAt,
        @Nullable PlanRun last) {}
