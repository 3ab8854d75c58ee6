package io.plumbline.console.incident;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A formatted value of the evidence: numbers with three decimals, times in UTC, milliseconds as seconds.
///
/// @param exact the reported value
public record EvidenceValue(String text, String exact) {

    private static final String MILLIS = "millis";

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// @param key its key; one that starts with `millis` is a duration
    static EvidenceValue of(String key, @Nullable Object value) {
        String exact = exact(value);
        return switch (value) {
            case Number number
            when isMillis(key) ->
                new EvidenceValue(String.format(Locale.ROOT, "%,.1f s", number.doubleValue() / 1000), exact);
            case Number number -> new EvidenceValue(number(number), exact);
            case String text -> new EvidenceValue(time(text), exact);
            case null, default -> new EvidenceValue(exact, exact);
        };
    }

    /// Formats `safety · eValue` as *safety · e-value*, and `millisSinceFirstError` as *since first error*.
    static String label(String way) {
        int last = way.lastIndexOf(' ') + 1;
        String key = way.substring(last);
        return words(way.substring(0, last) + (isMillis(key) ? key.substring(MILLIS.length()) : key));
    }

    /// Formats `callsSinceFirstError` as *calls since first error*.
    static String words(String key) {
        return key.replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z])", " ")
                .replaceAll("\\b([a-z]) (?=[A-Z])", "$1-")
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isMillis(String key) {
        return key.startsWith(MILLIS) && key.length() > MILLIS.length();
    }

    private static String exact(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
            case Map<?, ?> map when map.isEmpty() -> "";
            default -> value.toString();
        };
    }

    /// Formats whole numbers in full, others with three decimals, small ones with three significant digits, and
    /// large ones without decimals.
    private static String number(Number number) {
        BigDecimal exact;
        try {
            exact = new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            return number.toString(); // NaN, infinity
        }
        BigDecimal size = exact.abs();
        if (exact.signum() == 0) {
            return "0";
        }
        if (size.compareTo(BigDecimal.valueOf(1_000_000_000_000L)) >= 0 || size.compareTo(new BigDecimal("0.01")) < 0) {
            return exact.round(new MathContext(3)).stripTrailingZeros().toString();
        }
        int places = size.compareTo(BigDecimal.valueOf(1000)) >= 0 ? 0 : 3;
        BigDecimal rounded = exact.setScale(Math.min(places, Math.max(exact.scale(), 0)), RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(rounded.scale(), 0) + "f", rounded);
    }

    private static String time(String text) {
        try {
            return SECOND.format(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }
}
