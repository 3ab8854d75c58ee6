package io.plumbline.monitoring.roi;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The assumptions of the return on investment, unless a request has others.
///
/// @param minutesPerReview minutes in which a person reviews one answer, as a judge does
/// @param minutesPerCheck minutes in which a person compares one answer with its reference, as a metric does
/// @param reviewsPerGate answers that a person would review or check instead of a gate, at most
/// @param hourlyRateUsd cost of an hour of such a person
/// @param uncertainty by which share the assumptions may be wrong in both directions, 0..1
/// @param incidentCostUsd cost of an incident in production; no figure unless set
/// @param platformCostUsd cost of the platform in 30 days; no return unless set
@ConfigurationProperties("plumbline.monitoring.roi")
record RoiProperties(
        @DefaultValue("2") double minutesPerReview,
        @DefaultValue("0.5") double minutesPerCheck,
        @DefaultValue("200") int reviewsPerGate,
        @DefaultValue("60") double hourlyRateUsd,
        @DefaultValue("0.5") double uncertainty,
        @Nullable Double incidentCostUsd,
        @Nullable Double platformCostUsd) {

    RoiProperties {
        check("minutes-per-review", minutesPerReview, 480);
        check("minutes-per-check", minutesPerCheck, 480);
        check("reviews-per-gate", reviewsPerGate, 100_000);
        check("hourly-rate-usd", hourlyRateUsd, 10_000);
        check("uncertainty", uncertainty, 1);
        check("incident-cost-usd", incidentCostUsd == null ? 0 : incidentCostUsd, 1e9);
        check("platform-cost-usd", platformCostUsd == null ? 0 : platformCostUsd, 1e9);
    }

    private static void check(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("plumbline.monitoring.roi.%s is 0 to %.0f".formatted(name, most));
        }
    }
}
