package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.RunState;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.gate.ledger.result.GateFindings;
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
                        "baseline requested by " + origin.requestedBy() + ", approved by "
                                + String.join(", ", origin.approvedBy());
                    case REQUESTED -> "chosen by the requester of the gate";
                };
    }

    /// Returns the results of the calls so far, and their cost.
    static String run(RunState run) {
        return Figures.count(run.failed(), "call") + " failed, " + Figures.count(run.cached(), "answer")
                + " reused from earlier gates, " + cost(run.costUsd()) + newest(run.trouble()) + ended(run.halted());
    }

    private static String newest(RunState.@Nullable Trouble trouble) {
        return trouble == null ? "" : "; newest error: " + trouble.lastError();
    }

    private static String ended(@Nullable Halt halted) {
        return halted == null
                ? ""
                : switch (halted) {
                    case HOPELESS -> "; stopped early: the candidate answered no call";
                    case OUTAGE -> "; stopped early: a model stopped answering";
                    case COST -> "; stopped at the suite's cost cap";
                    case TIME -> "; stopped at the suite's time cap";
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
                ? "No flaky items among " + Figures.count(flaky.repeated(), "item") + " sent more than once."
                : flaky.count() + " of " + Figures.count(flaky.repeated(), "item")
                        + " sent more than once had both good and bad answers.";
    }

    private static String sentence(Evidence evidence) {
        String confidence = BigDecimal.valueOf(100 * evidence.confidence())
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
        return evidence.attempt() == 1
                ? "First attempt at these systems. Intervals: " + confidence
                        + ". Each further attempt adds its answers and needs higher confidence, so repeating a gate until it"
                        + " passes does not help."
                : "This is attempt " + evidence.attempt() + " at the same systems. It uses the answers of "
                        + Figures.count(evidence.runs(), "gate") + ". Intervals: " + confidence
                        + ", so repeated attempts do not raise the error rate.";
    }
}
