package io.plumbline.monitoring.preference.plan;

import io.plumbline.monitoring.preference.PreferenceFormat;
import io.plumbline.monitoring.preference.PreferenceRules;
import java.time.Duration;

/// What a plan does.
///
/// @param minNew a run stores a version if at least so many preferences are in no version of the dataset
record PlanDocument(
        PreferenceRules rules, PreferenceFormat format, String dataset, int minNew, int everyHours, boolean enabled) {

    Duration every() {
        return Duration.ofHours(everyHours);
    }
}
