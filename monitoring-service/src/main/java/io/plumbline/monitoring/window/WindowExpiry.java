package io.plumbline.monitoring.window;

import io.plumbline.kit.tenancy.Tenancy;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes windows older than [WindowProperties] keeps: minutes, later the hours that have the same calls, and then
/// the days. It deletes whole hours and days in small steps, so the projection never waits long. Any replica may
/// run it, and after an interruption or a rebuild the next run leaves the same windows.
@Component
class WindowExpiry {

    private static final Logger log = LoggerFactory.getLogger(WindowExpiry.class);
    private static final int STEP = 5_000;

    private final JdbcClient jdbc;
    private final ScoreWindows scores;
    private final WindowProperties properties;
    private final Clock clock;

    WindowExpiry(JdbcClient jdbc, ScoreWindows scores, WindowProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.scores = scores;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void run() {
        try {
            long deleted = Tenancy.asWorker(() -> expire(WindowKey.MINUTE, properties.keepMinutes())
                    + expire(WindowKey.HOUR, properties.keepHours())
                    + expire(WindowKey.DAY, properties.keepDays())
                    + expireTags());
            log.atDebug().addKeyValue("rows", deleted).log("Expired windows deleted");
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Expired windows wait");
        }
    }

    private long expire(int minutes, Duration keep) {
        Instant before =
                clock.instant().minus(keep).truncatedTo(minutes == WindowKey.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS);
        long deleted = 0;
        int step;
        do {
            step = jdbc.sql("""
                            delete from call_window where ctid in (
                                select ctid from call_window where minutes = :minutes and start < :before
                                order by start limit :step)
                            """)
                    .param("minutes", minutes)
                    .param("before", Timestamp.from(before))
                    .param("step", STEP)
                    .update();
            deleted += step;
        } while (step == STEP);
        long old;
        do {
            old = scores.expire(minutes, before, STEP);
            deleted += old;
        } while (old == STEP);
        return deleted;
    }

    /// Deletes the combinations of tags of days that have no windows any more.
    private long expireTags() {
        Duration longest = Stream.of(properties.keepMinutes(), properties.keepHours(), properties.keepDays())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return jdbc.sql("delete from window_tags where day < ?")
                .param(LocalDate.ofInstant(clock.instant().minus(longest), ZoneOffset.UTC))
                .update();
    }
}
