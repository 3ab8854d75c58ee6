package io.plumbline.monitoring.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a call ended, for the arm that it was drawn for.
///
/// @param at when it came in
/// @param latencyMs from then until its end
/// @param error whether it failed; null when it says nothing of the arm, being blocked or the caller's own
///     fault
record CallOutcome(Instant at, double latencyMs, @Nullable Boolean error) {

    /// Longer ones are not waited for.
    private static final double LONGEST_MS = 60_000;

    /// Milliseconds from when it came in until its end, within bounds.
    long boundedMs() {
        return Double.isNaN(latencyMs) ? 0 : Math.round(Math.clamp(latencyMs, 0, LONGEST_MS));
    }

    Instant end() {
        return at.plusMillis(boundedMs());
    }
}
