package io.plumbline.console.gate;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Slice;
import io.plumbline.console.gate.GateClient.SliceCheck;
import io.plumbline.kit.text.ReadableText;
import io.plumbline.web.chart.Range;
import io.plumbline.web.chart.Range.Mark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One metric on one slice of a gate's items.
///
/// @param note a remark on the slice; empty for none
/// @param decides whether the suite lets the slice block
/// @param chart the value in its interval, with the baseline's on the same items; null without an interval
record SliceRow(
        String slice,
        String note,
        boolean decides,
        SliceCheck check,
        @Nullable Range chart) {

    private static final int MAX_NAME = 100;

    static List<SliceRow> of(List<Slice> slices) {
        return slices.stream()
                .flatMap(slice -> slice.checks().stream().map(check -> of(slice, check)))
                .toList();
    }

    /// Whether the verdict depends on it, or it failed.
    boolean isNotable() {
        return (decides && !check.outcome().equals("SKIPPED"))
                || check.outcome().equals("FAIL");
    }

    private static SliceRow of(Slice slice, SliceCheck check) {
        String note = (slice.blocking() ? "blocking" : "for information") + (slice.small() ? "; small sample" : "");
        return new SliceRow(ReadableText.of(slice.name(), MAX_NAME), note, slice.blocking(), check, chart(check));
    }

    private static @Nullable Range chart(SliceCheck check) {
        Double value = check.value();
        Double low = check.ciLow();
        Double high = check.ciHigh();
        if (value == null || low == null || high == null) {
            return null;
        }
        Double baseline = check.baseline();
        String label = check.name() + " " + Figures.number(value) + ", interval " + Figures.interval(low, high)
                + (baseline == null ? "" : ", baseline " + Figures.number(baseline));
        return Range.of(
                label, value, low, high, baseline == null ? List.of() : List.of(Mark.reference("baseline", baseline)));
    }

    /// Returns a sentence on the failed slices.
    ///
    /// @return null if none failed
    static @Nullable String conclusion(List<Slice> slices) {
        List<String> failed = with("FAIL", slices);
        if (failed.isEmpty()) {
            return null;
        }
        return "Failed on " + String.join(", ", failed) + ".";
    }

    /// Returns a sentence for when none failed.
    static String open(List<Slice> slices) {
        int open = with("INCONCLUSIVE", slices).size();
        return open == 0
                ? "None failed."
                : "None failed. " + open + " of " + Figures.count(slices.size(), "slice") + (open == 1 ? " is" : " are")
                        + " inconclusive.";
    }

    private static List<String> with(String outcome, List<Slice> slices) {
        return slices.stream()
                .filter(slice -> slice.checks().stream()
                        .anyMatch(check -> check.outcome().equals(outcome)))
                .map(slice -> ReadableText.of(slice.name(), MAX_NAME))
                .toList();
    }

    public String getReason() {
        return CheckRow.readable(check.reason());
    }

    public String getValue() {
        return Figures.number(check.value());
    }

    public String getInterval() {
        return Figures.interval(check.ciLow(), check.ciHigh());
    }

    public String getBaseline() {
        return Figures.number(check.baseline());
    }

    public String getDifference() {
        return Figures.signed(check.difference());
    }
}
