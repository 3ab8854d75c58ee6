package io.plumbline.eval.gate.report;

import io.plumbline.clients.eval.CheckScale;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Formats numbers for reports.
final class ReportFigures {

    private static final double MARGIN = 0.15;

    private ReportFigures() {}

    /// Formats with three decimals; empty for null.
    static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    /// Formats a check's figure with its unit; empty for null.
    static String number(GateCheck check, @Nullable Double value) {
        return value == null ? "" : CheckScale.of(check.name()).text(value, ReportFigures::number);
    }

    /// Formats a check's interval with units; empty without one.
    static String interval(GateCheck check) {
        Double low = check.ciLow();
        Double high = check.ciHigh();
        return low == null || high == null
                ? ""
                : CheckScale.of(check.name()).interval(low, high, ReportFigures::number);
    }

    static String signed(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%+.3f", value);
    }

    /// Returns for example `0.912 … 0.988`; empty for null.
    static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? "" : number(low) + " … " + number(high);
    }

    /// Returns the interval on a scale that includes the value and the threshold; null without an interval.
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
