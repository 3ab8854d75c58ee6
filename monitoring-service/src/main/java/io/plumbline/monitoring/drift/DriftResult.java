package io.plumbline.monitoring.drift;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The comparison of a window with its baseline.
///
/// @param from time of the first compared call
/// @param to time of the last one
/// @param level the verdict is drift if the p-value is not above it
/// @param exemplars calls that are most unlike the baseline, the most unlike first; their content is read like that of
///     any call
record DriftResult(
        UUID id,
        String team,
        String baseline,
        String route,
        DriftText text,
        Instant from,
        Instant to,
        int calls,
        boolean drift,
        double level,
        DriftStatistics statistics,
        List<UUID> exemplars) {}
