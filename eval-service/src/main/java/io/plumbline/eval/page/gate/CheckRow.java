package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.page.Figures;
import io.plumbline.web.chart.Range;
import io.plumbline.web.chart.Range.Mark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A check as the page shows it.
///
/// @param chart the value with its interval, its bound and the baseline; null when there is no interval
record CheckRow(GateCheck check, @Nullable Range chart) {

    private static final String REGRESSION = ".regression";
    private static final int MAX_NAME = 200;

    static CheckRow of(GateCheck check) {
        Double low = check.ciLow();
        Double high = check.ciHigh();
        Double value = check.value();
        return new CheckRow(
                check,
                low == null || high == null || value == null
                        ? null
                        : Range.of(label(check), value, low, high, marks(check)));
    }

    private static List<Mark> marks(GateCheck check) {
        List<Mark> marks = new ArrayList<>();
        if (check.threshold() != null) {
            marks.add(Mark.limit("bound", check.threshold()));
        }
        if (isChange(check)) {
            marks.add(Mark.reference("baseline", 0));
        } else if (check.baseline() != null) {
            marks.add(Mark.reference("baseline", check.baseline()));
        }
        return marks;
    }

    /// What the drawing shows, for who cannot see it.
    private static String label(GateCheck check) {
        return (isChange(check) ? "change against the baseline " : "value ") + Figures.number(check.value())
                + ", interval " + Figures.interval(check.ciLow(), check.ciHigh())
                + (check.threshold() == null ? "" : ", bound " + Figures.number(check.threshold()));
    }

    /// Whether its value is the difference to the baseline.
    private static boolean isChange(GateCheck check) {
        return check.name().endsWith(REGRESSION);
    }

    /// It may have the name of a slice in it, which is whatever the dataset says.
    public String getName() {
        return ReadableText.of(check.name(), MAX_NAME);
    }

    public String getValue() {
        return isChange(check) ? Figures.signed(check.value()) : Figures.number(check.value());
    }

    public String getInterval() {
        return Figures.interval(check.ciLow(), check.ciHigh());
    }

    public String getThreshold() {
        return Figures.number(check.threshold());
    }

    public String getBaseline() {
        return Figures.number(check.baseline());
    }
}
