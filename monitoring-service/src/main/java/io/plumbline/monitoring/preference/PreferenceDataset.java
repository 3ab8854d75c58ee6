package io.plumbline.monitoring.preference;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A version of a dataset that was made from feedback.
///
/// @param dataset the version as `name@version`
/// @param plan the plan that made it; null if a person did
public record PreferenceDataset(
        UUID id,
        String team,
        String dataset,
        PreferenceFormat format,
        PreferenceRules rules,
        PreferenceCounts counts,
        long newPreferences,
        @Nullable String plan,
        Instant createdAt) {}
