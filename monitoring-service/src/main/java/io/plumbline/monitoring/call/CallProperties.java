package io.plumbline.monitoring.call;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long calls are listed.
///
/// @param keep how long single calls are listed. Their events stay in the audit log
/// @param keepHours how long the sums by hour of calls, and of what guards did, are kept
@ConfigurationProperties("plumbline.monitoring.calls")
public record CallProperties(
        @DefaultValue("30d") Duration keep,
        @DefaultValue("400d") Duration keepHours) {

    private static final Duration LONGEST = Duration.ofDays(3_700);

    public CallProperties {
        if (isNoTime(keep) || isNoTime(keepHours)) {
            throw new IllegalArgumentException("plumbline.monitoring.calls.* is 1 hour to 3700 days");
        }
    }

    private static boolean isNoTime(Duration time) {
        return time.compareTo(Duration.ofHours(1)) < 0 || time.compareTo(LONGEST) > 0;
    }
}
