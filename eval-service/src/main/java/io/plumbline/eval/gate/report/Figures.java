package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.web.chart.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers as reports show them.
final class Figures {

    private static final double MARGIN = 0.15;

    private Figures() {}

    /// Three digits behind the point; empty for none.
    static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    /// Of a check, with its unit; empty for none.
    static String number(GateCheck check, @Nullable Double value) {
        return value == null ? "" : CheckScale.of(check.name()).text(value, Figures::number);
    }

    /// Of a check, with its units; empty for none.
    static String interval(GateCheck check) {
        Double low = check.ciLow();
        Double high = check.ciHigh();
        return low == null || high == null ? "" : CheckScale.of(check.name()).interval(low, high, Figures::number);
    }

    static String signed(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%+.3f", value);
    }

    /// Such as `0.912 … 0.988`; empty for none.
    static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? "" : number(low) + " … " + number(high);
    }

    /// The interval on a scale that has the value and the threshold too; null without an interval.
    static @Nullable Interval drawing(
            @Nullable Double value, @Nullable Double low, @Nullable Double high, @Nullable Double threshold) {
        if (value == null || low == null || high == null) {
            return null;
        }
        double mark = threshold == null ? value : threshold;
        double min = Math.min(Math.min(low, value), mark);
        double max = Math.max(Math.max(high, value), mark);
        double margin = max > min ? (max - min) * MARGIN : 1;
        return Interval.of(low, high, value, threshold, min - margin, max + margin);
    }
}
