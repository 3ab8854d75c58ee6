package io.plumbline.bench.conformance;

import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import java.util.Locale;

/// A figure between 0 and 1 with its interval of 95 %.
public record MeasuredRate(double value, double low, double high) {

    private static final double CONFIDENCE = 0.95;

    /// Wilson's interval.
    static MeasuredRate of(int successes, int items) {
        if (items == 0) {
            return new MeasuredRate(Double.NaN, Double.NaN, Double.NaN);
        }
        Proportion proportion = new Proportion(successes, items);
        ConfidenceInterval interval = proportion.wilson(CONFIDENCE);
        return new MeasuredRate(proportion.rate(), interval.low(), interval.high());
    }

    /// As `.912 .88-.93`; empty if nothing was measured.
    public String text() {
        return Double.isNaN(value) ? "-" : "%s %s-%s".formatted(digits(value, 3), digits(low, 2), digits(high, 2));
    }

    private static String digits(double value, int places) {
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return text.startsWith("0.") ? text.substring(1) : text;
    }
}
