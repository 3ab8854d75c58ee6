package io.plumbline.console.gate;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Evidence;
import io.plumbline.console.gate.GateClient.Flaky;
import io.plumbline.console.gate.GateClient.FlakyItem;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.kit.text.ReadableText;
import java.math.BigDecimal;
import java.math.MathContext;
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

        static FlakyRow of(FlakyItem item) {
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

    static FindingsView of(Gate gate) {
        Flaky flaky = gate.flaky();
        Map<Boolean, List<SliceRow>> slices =
                SliceRow.of(gate.slices()).stream().collect(Collectors.partitioningBy(SliceRow::isNotable));
        return new FindingsView(
                slices.getOrDefault(true, List.of()),
                slices.getOrDefault(false, List.of()),
                SliceRow.conclusion(gate.slices()),
                SliceRow.open(gate.slices()),
                flaky == null ? null : sentence(flaky),
                flaky == null
                        ? List.of()
                        : flaky.worst().stream().map(FlakyRow::of).toList(),
                gate.evidence() == null ? null : sentence(gate.evidence()));
    }

    private static String sentence(Flaky flaky) {
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
