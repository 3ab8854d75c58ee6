package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds items with inconsistent answers: their scores lie on both sides of the floor (for right-or-wrong metrics
/// without a floor, of the middle), or differ by more than [#SPREAD] of the scale.
final class Flakiness {

    /// Relative to the metric's scale, 0..1.
    static final double SPREAD = 0.2;

    private static final int WORST = 10;

    private final Map<Integer, String> names = new HashMap<>();
    private final Set<Integer> repeated = new HashSet<>();
    /// Item → its flakiness in the metric with its largest spread.
    private final Map<Integer, Found> found = new HashMap<>();

    private record Found(FlakyItems.Item item, double spread) {}

    Flakiness(List<GateItem> items) {
        items.forEach(item -> names.put(item.item(), item.recordId()));
    }

    /// Adds the candidate's scores in one metric.
    void add(MetricRule rule, GateScores scores) {
        scores.repeated().forEach((item, of) -> {
            repeated.add(item);
            Found flaky = flaky(rule, scores.maximum(), item, of);
            if (flaky != null) {
                found.merge(item, flaky, (one, other) -> one.spread() >= other.spread() ? one : other);
            }
        });
    }

    /// Returns null if no item was answered more than once.
    @Nullable
    FlakyItems found() {
        if (repeated.isEmpty()) {
            return null;
        }
        List<FlakyItems.Item> worst = found.values().stream()
                .sorted(Comparator.comparingDouble(Found::spread)
                        .reversed()
                        .thenComparingInt(flaky -> flaky.item().item()))
                .limit(WORST)
                .map(Found::item)
                .toList();
        return new FlakyItems(repeated.size(), found.size(), worst);
    }

    private @Nullable Found flaky(MetricRule rule, double maximum, int item, double[] scores) {
        Double floor = rule.floor();
        boolean binary = Arrays.stream(scores).allMatch(score -> score == 0 || score == maximum);
        double bar = floor == null ? maximum / 2 : floor;
        int passed = (int) Arrays.stream(scores).filter(score -> score >= bar).count();
        double lowest = Arrays.stream(scores).min().orElse(0);
        double highest = Arrays.stream(scores).max().orElse(0);
        double spread = (highest - lowest) / maximum;
        boolean flips = (floor != null || binary) && passed > 0 && passed < scores.length;
        if (!flips && spread <= SPREAD) {
            return null;
        }
        return new Found(
                new FlakyItems.Item(
                        item, names.getOrDefault(item, ""), rule.label(), scores.length, lowest, highest, passed),
                spread);
    }
}
