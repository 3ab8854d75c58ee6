package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Evidence;
import io.plumbline.eval.gate.ledger.FlakyItems;
import io.plumbline.eval.gate.ledger.GateFindings;
import io.plumbline.eval.gate.ledger.RunState;
import io.plumbline.eval.page.Figures;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a gate found beside its checks, as the page shows it.
///
/// @param failedSlices a sentence; null when no slice failed
/// @param flaky a sentence; null when no item was answered more than once
/// @param evidence on what the verdict rests; null for gates that do not say
record FindingsView(
        List<SliceRow> slices,
        @Nullable String failedSlices,
        @Nullable String flaky,
        List<FlakyRow> flakyItems,
        @Nullable String evidence) {

    private static final int MAX_NAME = 100;

    /// An item that the candidate answers now this, now that.
    record FlakyRow(int item, String id, String metric, int answers, int passed, String lowest, String highest) {

        static FlakyRow of(FlakyItems.Item item) {
            return new FlakyRow(
                    item.item(),
                    ReadableText.of(item.id(), MAX_NAME),
                    item.metric(),
                    item.answers(),
                    item.passed(),
                    Figures.number(item.lowest()),
                    Figures.number(item.highest()));
        }
    }

    static FindingsView of(GateFindings findings) {
        FlakyItems flaky = findings.flaky();
        return new FindingsView(
                SliceRow.of(findings.slices()),
                SliceRow.conclusion(findings.slices()),
                flaky == null ? null : sentence(flaky),
                flaky == null
                        ? List.of()
                        : flaky.worst().stream().map(FlakyRow::of).toList(),
                findings.evidence() == null ? null : sentence(findings.evidence()));
    }

    /// Why just this baseline.
    ///
    /// @return null where there is nothing to say
    static @Nullable String origin(@Nullable BaselineOrigin origin) {
        return origin == null
                ? null
                : switch (origin.source()) {
                    case PRODUCTION -> "in production";
                    case BLESSED ->
                        "blessed at the wish of " + origin.requestedBy() + ", approved by "
                                + String.join(", ", origin.approvedBy());
                    case REQUESTED -> "chosen by who asked for the gate";
                };
    }

    /// What the run has cost so far.
    static String cost(RunState run) {
        return run.costUsd().setScale(2, RoundingMode.HALF_UP).toPlainString() + " USD"
                + (run.cached() == 0 ? "" : "; " + Figures.count(run.cached(), "answer") + " taken from earlier gates");
    }

    private static String sentence(FlakyItems flaky) {
        return flaky.count() == 0
                ? "Asked more than once, none of " + Figures.count(flaky.repeated(), "item")
                        + " was answered now well, now badly."
                : flaky.count() + " of " + Figures.count(flaky.repeated(), "item")
                        + " that were asked more than once were answered now well, now badly.";
    }

    private static String sentence(Evidence evidence) {
        return (evidence.attempt() == 1
                        ? "This is the first attempt at these systems"
                        : "This is attempt " + evidence.attempt() + " at the same systems")
                + ". It rests on the answers of " + Figures.count(evidence.runs(), "gate")
                + ", and its intervals are of "
                + String.format(Locale.ROOT, "%.4g", 100 * evidence.confidence())
                + " %, so that asking again does not make it err more often.";
    }
}
