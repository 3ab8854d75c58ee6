package io.plumbline.gateway.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Days of the week and hours of the day. A window that ends before it begins continues into the next day and
/// belongs to the day on which it began.
///
/// @param days `MONDAY`..`SUNDAY`; every day unless set
/// @param from `HH:mm`, inclusive; midnight unless set
/// @param until `HH:mm`, exclusive; the end of the day unless set
/// @param zone time zone, such as `Europe/Zurich`; UTC unless set
@JsonInclude(JsonInclude.Include.NON_NULL)
record TimeWindow(
        @Size(min = 1, max = 7) @Nullable List<@NotNull DayOfWeek> days,
        @Pattern(regexp = TIME) @Nullable String from,
        @Pattern(regexp = TIME) @Nullable String until,
        @Size(min = 1, max = 64) @Nullable String zone) {

    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String USUAL_ZONE = "UTC";

    @JsonIgnore
    @AssertTrue(message = "must say days, from or until, and from must differ from until")
    public boolean isWindow() {
        return (days != null || from != null || until != null) && (from == null || !from.equals(until));
    }

    @JsonIgnore
    @AssertTrue(message = "must have a known time zone, such as Europe/Zurich")
    public boolean isZoneKnown() {
        try {
            return zone == null || !ZoneId.of(zone).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    boolean holds(Instant now) {
        ZonedDateTime there = now.atZone(ZoneId.of(zone == null ? USUAL_ZONE : zone));
        LocalTime time = there.toLocalTime();
        LocalTime begin = from == null ? LocalTime.MIN : LocalTime.parse(from);
        LocalTime end = until == null ? null : LocalTime.parse(until);
        if (end == null || begin.isBefore(end)) {
            return !time.isBefore(begin) && (end == null || time.isBefore(end)) && isOn(there.getDayOfWeek());
        }
        if (!time.isBefore(begin)) {
            return isOn(there.getDayOfWeek());
        }
        return time.isBefore(end) && isOn(there.getDayOfWeek().minus(1));
    }

    private boolean isOn(DayOfWeek day) {
        return days == null || days.contains(day);
    }
}
