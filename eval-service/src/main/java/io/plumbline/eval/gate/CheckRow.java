package io.plumbline.eval.gate;

import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.web.chart.Interval;
import org.jspecify.annotations.Nullable;

/// A check as the page shows it.
///
/// @param chart the value, its interval and its threshold; null when there is no interval
record CheckRow(GateCheck check, @Nullable Interval chart) {

    private static final double MARGIN = 0.15;

    static CheckRow of(GateCheck check) {
        Double low = check.ciLow();
        Double high = check.ciHigh();
        Double value = check.value();
        if (low == null || high == null || value == null) {
            return new CheckRow(check, null);
        }
        double threshold = check.threshold() == null ? value : check.threshold();
        double min = Math.min(Math.min(low, value), threshold);
        double max = Math.max(Math.max(high, value), threshold);
        double margin = max > min ? (max - min) * MARGIN : 1;
        return new CheckRow(check, Interval.of(low, high, value, check.threshold(), min - margin, max + margin));
    }

    /// What the chart shows, for who cannot see it.
    public String getLabel() {
        return "value " + check.value() + ", interval from " + check.ciLow() + " to " + check.ciHigh()
                + (check.threshold() == null ? "" : ", threshold " + check.threshold());
    }
}
