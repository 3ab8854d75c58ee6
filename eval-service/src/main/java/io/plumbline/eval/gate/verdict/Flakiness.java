package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.FlakyItems;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.suite.SuiteDocument.MetricRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the items that were answered more than once and not alike: whose scores are on both sides of the
/// floor (where there is none and they are right or wrong, on both sides of the middle), or further apart
/// than [#SPREAD] of the scale.
final class Flakiness {

    /// Of the metric's scale, 0..1.
    static final double SPREAD = 0.2;

    private static final int WORST = 10;

    private final Map<Integer, String> names = new HashMap<>();
    private final Set<Integer> repeated = new HashSet<>();
    /// Item → how it is flaky in the metric in which it is furthest apart.
    private final Map<Integer, Found> found = new HashMap<>();

    private record Found(FlakyItems.Item item, double spread) {}

    Flakiness(List<GateItem> items) {
        items.forEach(item -> names.put(item.item(), item.recordId()));
    }

    /// Takes the candidate's scores in one metric.
    void add(MetricRule rule, GateScores scores) {
        scores.repeated().forEach((item, of) -> {
            repeated.add(item);
            Found flaky = flaky(rule, scores.maximum(), item, of);
            if (flaky != null) {
                found.merge(item, flaky, (one, other) -> one.spread() >= other.spread() ? one : other);
            }
        });
    }

    /// Null when no item was answered more than once.
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
