package io.plumbline.console.usage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The days of a usage report, both included, in UTC.
///
/// @param code of the preset; `days` for chosen days
record Period(String code, LocalDate from, LocalDate to) {

    private static final int WEEK = 6;
    private static final int MONTH = 29;

    /// A choice of the page.
    record Choice(String code, String label) {}

    static Choice[] choices() {
        return new Choice[] {
            new Choice("month", "This month to date"),
            new Choice("last-month", "Last month"),
            new Choice("7d", "Last 7 days"),
            new Choice("30d", "Last 30 days"),
            new Choice("days", "The days below"),
        };
    }

    static Period of(@Nullable String code, @Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
        LocalDate first = today.withDayOfMonth(1);
        return switch (code == null ? "month" : code) {
            case "last-month" -> new Period("last-month", first.minusMonths(1), first.minusDays(1));
            case "7d" -> new Period("7d", today.minusDays(WEEK), today);
            case "30d" -> new Period("30d", today.minusDays(MONTH), today);
            case "days" -> {
                LocalDate end = to == null ? today : to;
                yield new Period("days", from == null || from.isAfter(end) ? end : from, end);
            }
            default -> new Period("month", first, today);
        };
    }
}
