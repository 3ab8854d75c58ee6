package io.plumbline.monitoring.drift;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.monitoring.drift.statistics.DriftStatistics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The comparison of a window with its baseline.
///
/// @param reference null in results of before 2 December 2026
/// @param level the verdict is drift if the p-value is not above it
/// @param exemplars calls that are most unlike the baseline, the most unlike first; their content is read
///     like that of any call
record DriftResult(
        UUID id,
        String team,
        String baseline,
        String route,
        DriftText text,
        @JsonUnwrapped DriftWindow window,
        @Nullable ComparedWith reference,
        boolean drift,
        double level,
        DriftStatistics statistics,
        List<UUID> exemplars) {

    /// The compared calls.
    ///
    /// @param from time of the first one
    /// @param to time of the last one
    record DriftWindow(Instant from, Instant to, int calls) {}

    /// The baseline of a comparison.
    ///
    /// @param dataset as `name@version`; only for `DATASET`
    /// @param versions only for `PREVIOUS_VERSION`
    /// @param samples number of texts in the baseline
    /// @param encoder digest of the text encoder of both sides
    record ComparedWith(
            BaselineKind against,
            @Nullable String dataset,
            ServedVersions.@Nullable VersionPair versions,
            int samples,
            String encoder) {}
}
