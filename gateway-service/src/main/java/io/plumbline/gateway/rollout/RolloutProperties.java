package io.plumbline.gateway.rollout;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Rollouts.
///
/// @param coolDown how long a candidate that a verdict rolled back cannot start on the same route again; up to 30 days
@ConfigurationProperties("plumbline.gateway.rollouts")
record RolloutProperties(@DefaultValue("10m") Duration coolDown) {

    private static final Duration LONGEST = Duration.ofDays(30);

    RolloutProperties {
        if (coolDown.isNegative() || coolDown.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("plumbline.gateway.rollouts.cool-down is 0 to 30 days");
        }
    }
}
