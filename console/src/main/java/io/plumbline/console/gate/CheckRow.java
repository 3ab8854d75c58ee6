package io.plumbline.console.gate;

import io.plumbline.clients.eval.CheckScale;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Check;
import io.plumbline.kit.text.ReadableText;
import io.plumbline.web.chart.Range;
import io.plumbline.web.chart.Range.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A check on the page.
///
/// @param chart the value with its interval, its bound and the baseline; null without an interval
record CheckRow(Check check, @Nullable Range chart) {

    private static final int MAX_NAME = 200;
    /// Machine formatting in a reason.
    private static final Pattern HYPHEN = Pattern.compile("(?<=^|[ (])-(?=\\d)");

    static CheckRow of(Check check) {
        Double low = check.ciLow();
        Double high = check.ciHigh();
        Double value = check.value();
        return new CheckRow(
                check,
                low == null || high == null || value == null
                        ? null
                        : Range.of(label(check), value, low, high, marks(check)));
    }

    private static List<Mark> marks(Check check) {
        List<Mark> marks = new ArrayList<>();
        if (check.threshold() != null) {
            marks.add(
                    scale(check).isCeiling()
                            ? Mark.ceiling("bound", check.threshold())
                            : Mark.limit("bound", check.threshold()));
        }
        if (isChange(check)) {
            marks.add(Mark.reference("baseline", 0));
        } else if (check.baseline() != null) {
            marks.add(Mark.reference("baseline", check.baseline()));
        }
        return marks;
    }

    /// Returns the text alternative of the drawing.
    private static String label(Check check) {
        return (isChange(check) ? "change against the baseline " : "value ") + text(check, check.value())
                + ", interval " + interval(check)
                + (check.threshold() == null ? "" : ", bound " + text(check, check.threshold()));
    }

    /// Whether its value is the difference to the baseline.
    private static boolean isChange(Check check) {
        return scale(check) == CheckScale.CHANGE;
    }

    private static CheckScale scale(Check check) {
        return CheckScale.of(check.name());
    }

    private static String text(Check check, @Nullable Double value) {
        return value == null ? Figures.number(null) : scale(check).text(value, Figures::number);
    }

    private static String interval(Check check) {
        Double low = check.ciLow();
        Double high = check.ciHigh();
        return low == null || high == null
                ? Figures.interval(low, high)
                : scale(check).interval(low, high, Figures::number);
    }

    /// May contain the name of a slice, which is arbitrary text from the dataset.
    public String getName() {
        return ReadableText.of(check.name(), MAX_NAME);
    }

    /// Returns its name in pieces, between which a line may break.
    public List<String> getPieces() {
        return List.of(getName().split("(?<=\\.)"));
    }

    public String getValue() {
        return isChange(check) ? Figures.signed(check.value()) : text(check, check.value());
    }

    public String getInterval() {
        return interval(check);
    }

    public String getThreshold() {
        return text(check, check.threshold());
    }

    public String getBaseline() {
        return text(check, check.baseline());
    }

    public String getReason() {
        return readable(check.reason());
    }

    static String readable(String reason) {
        return HYPHEN.matcher(reason).replaceAll("−");
    }

    /// Whether it would decide if there had been data.
    boolean idle() {
        return check.blocking() && check.value() == null && check.outcome().equals("SKIPPED");
    }
}
