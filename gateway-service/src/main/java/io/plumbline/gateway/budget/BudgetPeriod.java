package io.plumbline.gateway.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/// The period of a budget's amount: calendar periods in UTC. A week begins on Monday.
public enum BudgetPeriod {
    DAY,
    WEEK,
    MONTH;

    /// Returns the start of the period that contains this instant.
    public Instant startOf(Instant at) {
        return firstDay(at).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// Returns the end of the period that contains this instant, which is the start of the next.
    public Instant endOf(Instant at) {
        LocalDate first = firstDay(at);
        LocalDate next = switch (this) {
            case DAY -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
        };
        return next.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private LocalDate firstDay(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }
}
