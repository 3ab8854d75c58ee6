package io.plumbline.gateway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// 27 November 2026 is a Friday.
class TimeWindowTest {

    @Test
    void holdsFromItsBeginningUntilBeforeItsEnd() {
        TimeWindow office = new TimeWindow(null, "08:00", "18:00", null);
        assertThat(office.holds(Instant.parse("2026-11-27T07:59:59Z"))).isFalse();
        assertThat(office.holds(Instant.parse("2026-11-27T08:00:00Z"))).isTrue();
        assertThat(office.holds(Instant.parse("2026-11-27T17:59:59Z"))).isTrue();
        assertThat(office.holds(Instant.parse("2026-11-27T18:00:00Z"))).isFalse();
    }

    @Test
    void goesByTheClockOfItsZone() {
        TimeWindow office = new TimeWindow(List.of(DayOfWeek.FRIDAY), "08:00", null, "Europe/Zurich");
        assertThat(office.holds(Instant.parse("2026-11-27T07:00:00Z"))).isTrue();
        assertThat(office.holds(Instant.parse("2026-11-27T06:59:00Z"))).isFalse();
        assertThat(office.holds(Instant.parse("2026-11-27T23:30:00Z")))
                .as("Saturday there")
                .isFalse();
    }

    @Test
    void belongsToTheDayOnWhichItBeganWhenItGoesOverMidnight() {
        TimeWindow night = new TimeWindow(List.of(DayOfWeek.FRIDAY), "22:00", "06:00", "UTC");
        assertThat(night.holds(Instant.parse("2026-11-27T23:00:00Z"))).isTrue();
        assertThat(night.holds(Instant.parse("2026-11-28T05:59:00Z"))).isTrue();
        assertThat(night.holds(Instant.parse("2026-11-28T06:00:00Z"))).isFalse();
        assertThat(night.holds(Instant.parse("2026-11-27T05:00:00Z")))
                .as("Thursday's night")
                .isFalse();
        assertThat(night.holds(Instant.parse("2026-11-28T23:00:00Z"))).isFalse();
    }

    @Test
    void knowsItsOwnFaults() {
        assertThat(new TimeWindow(null, null, null, "UTC").isWindow()).isFalse();
        assertThat(new TimeWindow(null, "08:00", "08:00", null).isWindow()).isFalse();
        assertThat(new TimeWindow(null, "08:00", null, "Europe/Atlantis").isZoneKnown())
                .isFalse();
        assertThat(new TimeWindow(null, null, "08:00", "Asia/Tokyo").isZoneKnown())
                .isTrue();
    }
}
