package io.plumbline.monitoring.rollout;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings for the analysis of rollouts.
///
/// @param watchAfterPromotion how long a promoted version is compared with its predecessor
/// @param feedbackGrace how long feedback waits for the event of its call, which the gateway writes shortly after
///     the answer
@ConfigurationProperties("plumbline.monitoring")
public record RolloutProperties(
        @DefaultValue("1h") Duration watchAfterPromotion,
        @DefaultValue("5m") Duration feedbackGrace) {

    private static final Duration LONGEST = Duration.ofDays(30);

    public RolloutProperties {
        if (watchAfterPromotion.isNegative() || watchAfterPromotion.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("plumbline.monitoring.watch-after-promotion is 0 to 30 days");
        }
        if (feedbackGrace.isNegative() || feedbackGrace.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("plumbline.monitoring.feedback-grace is 0 to 1 day");
        }
    }
}
