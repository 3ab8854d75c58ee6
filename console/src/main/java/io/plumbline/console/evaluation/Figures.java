package io.plumbline.console.evaluation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Formats numbers for people: three decimals where useful, a real minus sign, and a dash for null.
public final class Figures {

    private static final String NONE = "–";

    private Figures() {}

    /// Returns `0.413`, `12.4`, `1,204`; `–` for null.
    public static String number(@Nullable Double value) {
        return value == null ? NONE : minus(String.format(Locale.ROOT, pattern(value), value));
    }

    /// Returns the number with its sign.
    public static String signed(@Nullable Double value) {
        return value == null
                ? NONE
                : minus(String.format(Locale.ROOT, "%+" + pattern(value).substring(1), value));
    }

    /// Returns `0.381 … 0.446`; `–` for null.
    public static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? NONE : number(low) + " … " + number(high);
    }

    /// Returns `83 %` for a share of 0.83.
    public static String percent(double share) {
        return minus(String.format(Locale.ROOT, "%.0f %%", 100 * share));
    }

    /// Returns `1 gate`, `1,200 gates`.
    public static String count(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }

    /// Returns `50 s`, `3 min`, `2 h`; `–` for null.
    public static String duration(@Nullable Long seconds) {
        if (seconds == null) {
            return NONE;
        }
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 100 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
    }

    private static String pattern(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return "%,.0f";
        }
        return size >= 10 ? "%.1f" : "%.3f";
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
