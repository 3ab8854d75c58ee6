package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Evidence;
import io.plumbline.eval.gate.ledger.FlakyItems;
import io.plumbline.eval.gate.ledger.GateFindings;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.RunState;
import io.plumbline.eval.page.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The findings of a gate besides its checks.
///
/// @param slices the figures that decide or failed
/// @param furtherSlices all others
/// @param failedSlices a sentence; null if no slice failed
/// @param openSlices a sentence on the others, if none failed
/// @param flaky a sentence; null if no item was answered more than once
/// @param evidence the evidence of the verdict; null for gates without it
record FindingsView(
        List<SliceRow> slices,
        List<SliceRow> furtherSlices,
        @Nullable String failedSlices,
        String openSlices,
        @Nullable String flaky,
        List<FlakyRow> flakyItems,
        @Nullable String evidence) {

    private static final int MAX_NAME = 100;

    /// An item with inconsistent answers of the candidate.
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
        Map<Boolean, List<SliceRow>> slices =
                SliceRow.of(findings.slices()).stream().collect(Collectors.partitioningBy(SliceRow::isNotable));
        return new FindingsView(
                slices.getOrDefault(true, List.of()),
                slices.getOrDefault(false, List.of()),
                SliceRow.conclusion(findings.slices()),
                SliceRow.open(findings.slices()),
                flaky == null ? null : sentence(flaky),
                flaky == null
                        ? List.of()
                        : flaky.worst().stream().map(FlakyRow::of).toList(),
                findings.evidence() == null ? null : sentence(findings.evidence()));
    }

    /// Returns the reason for the choice of the baseline.
    ///
    /// @return null without a reason to show
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

    /// Returns the results of the calls so far, and their cost.
    static String run(RunState run) {
        return Figures.count(run.failed(), "call") + " failed, " + Figures.count(run.cached(), "answer")
                + " taken from earlier gates, " + cost(run.costUsd()) + newest(run.trouble()) + ended(run.halted());
    }

    private static String newest(RunState.@Nullable Trouble trouble) {
        return trouble == null ? "" : "; the newest error: " + trouble.lastError();
    }

    private static String ended(@Nullable Halt halted) {
        return halted == null
                ? ""
                : switch (halted) {
                    case HOPELESS -> "; it asked no more, since the candidate answered nothing";
                    case OUTAGE -> "; it asked no more, since a model that it calls has stopped answering";
                    case COST -> "; it asked no more at the suite's cap on the cost";
                    case TIME -> "; it asked no more at the suite's cap on the time";
                };
    }

    /// Formats to the cent, and below one to three digits.
    private static String cost(BigDecimal costUsd) {
        BigDecimal cents = costUsd.setScale(2, RoundingMode.HALF_UP);
        return (cents.signum() == 0 ? costUsd.round(new MathContext(3)).stripTrailingZeros() : cents).toPlainString()
                + " USD";
    }

    private static String sentence(FlakyItems flaky) {
        return flaky.count() == 0
                ? "Asked more than once, none of " + Figures.count(flaky.repeated(), "item")
                        + " was answered now well, now badly."
                : flaky.count() + " of " + Figures.count(flaky.repeated(), "item")
                        + " that were asked more than once were answered now well, now badly.";
    }

    private static String sentence(Evidence evidence) {
        String confidence = BigDecimal.valueOf(100 * evidence.confidence())
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
        return evidence.attempt() == 1
                ? "This is the first attempt at these systems, with intervals of " + confidence
                        + ". Each further one adds its answers and has to be surer, so that asking again until it"
                        + " passes has no use."
                : "This is attempt " + evidence.attempt() + " at the same systems. It rests on the answers of "
                        + Figures.count(evidence.runs(), "gate") + ", and its intervals are of " + confidence
                        + ", so that asking again does not make it err more often.";
    }
}
