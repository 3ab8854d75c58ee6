package io.plumbline.gateway.accounting;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Calls of rollouts that do not end.
///
/// @param after time after which such a call is reported, and counts as an error of its variant; 10 s to 1 h
@ConfigurationProperties("plumbline.gateway.hanging-calls")
record HangingCallProperties(@DefaultValue("60s") Duration after) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    HangingCallProperties {
        if (after.compareTo(SHORTEST) < 0 || after.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("plumbline.gateway.hanging-calls.after is 10 seconds to 1 hour");
        }
    }
}
