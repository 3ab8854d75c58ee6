package io.plumbline.registry.knowledge.connector;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// When runs of a connector start by themselves.
///
/// @param cron five fields in UTC: minute, hour, day of the month, month, day of the week, such as `30 2 * * *`
/// @param everySeconds the interval between starts
public record ConnectorSchedule(
        @Nullable @Size(min = 9, max = 100) String cron,

        @Nullable @Min(60) @Max(2_678_400) Integer everySeconds) {

    private static final int FIELDS = 5;

    @AssertTrue(message = "must have either cron or everySeconds")
    boolean isUnambiguous() {
        return (cron == null) != (everySeconds == null);
    }

    @AssertTrue(message = "must have five fields in cron, such as 30 2 * * *")
    boolean isReadable() {
        try {
            return cron == null
                    || expression(cron).next(ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static CronExpression expression(String cron) {
        if (cron.strip().split("\\s+").length != FIELDS) {
            throw new IllegalArgumentException("five fields");
        }
        return CronExpression.parse("0 " + cron.strip());
    }

    /// Returns the next start after a time; empty without a schedule or a further start.
    public Optional<Instant> next(Instant after) {
        if (everySeconds != null) {
            return Optional.of(after.plusSeconds(everySeconds));
        }
        return Optional.ofNullable(cron)
                .map(text -> expression(text).next(after.atZone(ZoneOffset.UTC)))
                .map(ZonedDateTime::toInstant);
    }
}
