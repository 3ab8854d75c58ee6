package io.plumbline.monitoring.preference.plan;

import io.plumbline.monitoring.preference.PreferenceCounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The last run of a plan.
///
/// @param newPreferences preferences that no version of the dataset had
/// @param counts null if the run failed
/// @param dataset the stored version as `name@version`; null if there were too few new preferences, or the
///     run failed
/// @param error null unless the run failed
record PlanRun(
        Instant at,
        long newPreferences,
        @Nullable PreferenceCounts counts,
        @Nullable String dataset,
        @Nullable String error) {}
