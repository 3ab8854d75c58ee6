package io.plumbline.monitoring.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The outcome of a call for the variant selected for it.
///
/// @param at time of arrival
/// @param latencyMs from arrival to the end
/// @param error whether it failed; null if it says nothing about the variant because it was blocked or refused
///     because of the caller
/// @param blocked whether a guard stopped it
/// @param costUsd null if unknown
record CallOutcome(
        Instant at,
        double latencyMs,
        @Nullable Boolean error,
        boolean blocked,
        @Nullable Double costUsd) {

    /// The maximum wait for longer calls.
    private static final double LONGEST_MS = 60_000;

    /// Returns the bounded milliseconds from arrival to the end.
    long boundedMs() {
        return Double.isNaN(latencyMs) ? 0 : Math.round(Math.clamp(latencyMs, 0, LONGEST_MS));
    }

    Instant end() {
        return at.plusMillis(boundedMs());
    }
}
