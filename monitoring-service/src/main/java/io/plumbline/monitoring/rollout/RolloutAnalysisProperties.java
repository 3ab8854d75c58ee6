package io.plumbline.monitoring.rollout;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How rollouts are judged.
///
/// @param watchAfterPromotion how long a promoted version is compared with the version it replaced
/// @param feedbackGrace how long feedback waits for the event of its call, which the gateway writes shortly after
///     the answer
@ConfigurationProperties("plumbline.monitoring")
public record RolloutAnalysisProperties(
        @DefaultValue("1h") Duration watchAfterPromotion,
        @DefaultValue("5m") Duration feedbackGrace) {

    private static final Duration LONGEST = Duration.ofDays(30);

    public RolloutAnalysisProperties {
        if (watchAfterPromotion.isNegative() || watchAfterPromotion.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("plumbline.monitoring.watch-after-promotion is 0 to 30 days");
        }
        if (feedbackGrace.isNegative() || feedbackGrace.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("plumbline.monitoring.feedback-grace is 0 to 1 day");
        }
    }
}
