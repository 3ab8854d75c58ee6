package io.plumbline.eval.statistics.check;

import io.plumbline.eval.statistics.ConfidenceInterval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Formats numbers in decisions, independent of the machine's locale.
final class Wording {

    private static final double SMALLEST_P = 0.0001;

    private Wording() {}

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }

    static String signed(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%+.3f" : "%+.1f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share).replace(".0 %", " %");
    }

    static String interval(ConfidenceInterval interval, double confidence) {
        return percent(confidence) + " interval " + number(interval.low()) + " to " + number(interval.high());
    }

    static String pValue(double p) {
        return p < SMALLEST_P
                ? "p < " + String.format(Locale.ROOT, "%.4f", SMALLEST_P)
                : "p = " + String.format(Locale.ROOT, "%.4f", p);
    }

    static String items(int items) {
        return items == 1 ? "1 item" : String.format(Locale.ROOT, "%,d items", items);
    }

    static String tooFew(int items) {
        return items(items) + " are not enough; graded scores need at least " + FloorCheck.FEWEST_ITEMS + ".";
    }

    /// @param needed number of items that decides four times out of five; null for no practical number
    /// @param detectable the difference that the current number detects that often; null if unknown
    static String needed(@Nullable Integer needed, int items, @Nullable Double detectable) {
        String advice = needed == null
                ? "No practical number of items would decide if this is the true value."
                : "If this is the true value, about " + items(needed) + " decide four times out of five.";
        return detectable == null
                ? advice
                : advice + " " + items(items) + " detect a difference of " + number(detectable) + " that often.";
    }
}
