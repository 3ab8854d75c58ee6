package io.plumbline.monitoring.roi;

import org.jspecify.annotations.Nullable;

/// What the figures assume.
///
/// @param minutesPerReview minutes in which a person reviews one answer, as a judge does
/// @param minutesPerCheck minutes in which a person compares one answer with its reference, as a metric does
/// @param reviewsPerGate answers that a person would review or check instead of a gate, at most
/// @param hourlyRateUsd cost of an hour of such a person
/// @param uncertainty by which share these may be wrong in both directions, 0..1
/// @param incidentCostUsd cost of an incident in production; null if none is given
/// @param platformCostUsd cost of the platform in 30 days; null if none is given
/// @param baselineVariant variant that a route would use without routing; null for its most expensive one
record Assumptions(
        double minutesPerReview,
        double minutesPerCheck,
        int reviewsPerGate,
        double hourlyRateUsd,
        double uncertainty,
        @Nullable Double incidentCostUsd,
        @Nullable Double platformCostUsd,
        @Nullable String baselineVariant) {}
