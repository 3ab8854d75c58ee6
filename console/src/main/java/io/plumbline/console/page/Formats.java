package io.plumbline.console.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Formats values for pages; every template has it as `fmt`. Absent values become a dash.
@Component
public final class Formats {

    private static final String ABSENT = "–";
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final long KILO = 1000;
    private static final int PLACES_OF_CENTS = 2;
    private static final int PLACES_OF_FRACTIONS = 6;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Clock clock;

    public Formats(Clock clock) {
        this.clock = clock;
    }

    /// Returns day and time in UTC: `30 Nov 2026, 21:04`.
    public String time(@Nullable Instant instant) {
        return instant == null ? ABSENT : TIME.format(instant);
    }

    /// Returns day and time in UTC, to the second: `30 Nov 2026, 21:04:59`.
    public String second(@Nullable Instant instant) {
        return instant == null ? ABSENT : SECOND.format(instant);
    }

    /// Returns the distance from now: `5 min ago`, `in 3 days`.
    public String relative(@Nullable Instant instant) {
        if (instant == null) {
            return "";
        }
        Duration since = Duration.between(instant, clock.instant());
        String length = length(since.abs());
        if (length.isEmpty()) {
            return "just now";
        }
        return since.isNegative() ? "in " + length : length + " ago";
    }

    /// Returns a length of time in its largest unit; empty below a minute.
    private static String length(Duration length) {
        if (length.toDays() > 1) {
            return length.toDays() + " days";
        }
        if (length.toHours() > 0) {
            return length.toHours() + " h";
        }
        return length.toMinutes() == 0 ? "" : length.toMinutes() + " min";
    }

    /// Returns an amount in dollars, to the cent; below a cent, with as many places as it has, up to six.
    public String money(@Nullable Number amount) {
        if (amount == null) {
            return ABSENT;
        }
        BigDecimal value = amount instanceof BigDecimal exact ? exact : BigDecimal.valueOf(amount.doubleValue());
        boolean small = value.signum() != 0 && value.abs().compareTo(CENT) < 0;
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setRoundingMode(RoundingMode.HALF_UP);
        format.setMinimumFractionDigits(PLACES_OF_CENTS);
        format.setMaximumFractionDigits(small ? PLACES_OF_FRACTIONS : PLACES_OF_CENTS);
        return format.format(value);
    }

    /// Returns a number with separators of thousands.
    public String number(@Nullable Number number) {
        return number == null
                ? ABSENT
                : NumberFormat.getNumberInstance(Locale.US).format(number);
    }

    /// Returns a size in its largest decimal unit: `14 kB`, `2.5 MB`.
    public String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        return bytes < KILO * KILO
                ? Math.round((double) bytes / KILO) + " kB"
                : String.format(Locale.ENGLISH, "%,.1f MB", (double) bytes / (KILO * KILO));
    }

    /// Returns a share of 0..1 in percent.
    public String percent(@Nullable Number share) {
        return share == null ? ABSENT : Math.round(share.doubleValue() * 100) + " %";
    }

    /// Returns the text; a dash if there is none.
    public String text(@Nullable Object text) {
        return text == null || text.toString().isEmpty() ? ABSENT : text.toString();
    }

    /// Returns an enum constant in words: `IN_PROGRESS` becomes `In progress`.
    public String words(@Nullable Object constant) {
        if (constant == null || constant.toString().isEmpty()) {
            return ABSENT;
        }
        String words = constant.toString().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
