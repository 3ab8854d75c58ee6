package io.plumbline.monitoring.window;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long windows are kept.
///
/// @param keepMinutes how long the sums by minute are kept. Monitors learn from the last two weeks of them
/// @param keepHours how long the sums by hour are kept
/// @param keepDays how long the sums by day are kept, at least as long as those by hour
@ConfigurationProperties("plumbline.monitoring.windows")
record WindowProperties(
        @DefaultValue("30d") Duration keepMinutes,
        @DefaultValue("400d") Duration keepHours,
        @DefaultValue("1100d") Duration keepDays) {

    private static final Duration SHORTEST = Duration.ofDays(15);
    private static final Duration LONGEST = Duration.ofDays(3_700);

    public WindowProperties {
        if (isNoTime(keepMinutes) || isNoTime(keepHours) || isNoTime(keepDays)) {
            throw new IllegalArgumentException("plumbline.monitoring.windows.* is 15 days to 3700 days");
        }
        keepDays = keepDays.compareTo(keepHours) < 0 ? keepHours : keepDays;
    }

    private static boolean isNoTime(Duration time) {
        return time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0;
    }
}
