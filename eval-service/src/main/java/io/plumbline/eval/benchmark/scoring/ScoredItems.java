package io.plumbline.eval.benchmark.scoring;

import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunRequest.Scoring;
import io.plumbline.eval.benchmark.ledger.RunUnit.Purpose;
import io.plumbline.eval.benchmark.result.PassAtK;
import io.plumbline.eval.benchmark.task.ItemScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The scores of the items of a run, by one method for all: by log-probabilities only if every answer has them.
final class ScoredItems {

    private static final List<Integer> PASS_AT = List.of(1, 10, 100);
    private static final String PASS = "pass";

    private final boolean byProbability;
    private final Map<Integer, Map<String, Weighted>> items;

    /// @param weight number of parts of which the value is a share
    record Weighted(double value, int weight) {}

    private ScoredItems(boolean byProbability, Map<Integer, Map<String, Weighted>> items) {
        this.byProbability = byProbability;
        this.items = items;
    }

    /// @param purpose which calls count
    static ScoredItems of(BenchmarkKind kind, Scoring scoring, Purpose purpose, List<RunAnswer> answers) {
        Map<Integer, List<ItemScore>> byItem = new TreeMap<>();
        answers.stream()
                .filter(answer -> answer.unit().purpose() == purpose && answer.score() != null)
                .forEach(answer -> byItem.computeIfAbsent(answer.unit().item(), _ -> new ArrayList<>())
                        .add(Objects.requireNonNull(answer.score())));
        boolean byProbability = kind.isChoice()
                && scoring != Scoring.GENERATIVE
                && !byItem.isEmpty()
                && all(answers).allMatch(score -> score.byProbability() != null);
        Map<Integer, Map<String, Weighted>> items = new TreeMap<>();
        byItem.forEach((item, scores) ->
                items.put(item, kind.isProgram() ? passes(scores) : values(scores.getFirst(), byProbability)));
        return new ScoredItems(byProbability, items);
    }

    /// Items and their reordered forms are scored by the same method.
    private static Stream<ItemScore> all(List<RunAnswer> answers) {
        return answers.stream()
                .filter(answer -> answer.unit().purpose() != Purpose.COMPLETION)
                .map(RunAnswer::score)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }

    private static Map<String, Weighted> values(ItemScore score, boolean byProbability) {
        Map<String, Double> values = byProbability ? Objects.requireNonNull(score.byProbability()) : score.values();
        Map<String, Weighted> weighted = new LinkedHashMap<>();
        values.forEach((name, value) ->
                weighted.put(name, new Weighted(value, name.startsWith("instruction") ? score.parts() : 1)));
        return weighted;
    }

    private static Map<String, Weighted> passes(List<ItemScore> samples) {
        int passed = (int) samples.stream()
                .filter(score -> Objects.equals(score.values().get(PASS), 1.0))
                .count();
        Map<String, Weighted> values = new LinkedHashMap<>();
        for (int k : PASS_AT) {
            if (k <= samples.size()) {
                values.put("pass@" + k, new Weighted(PassAtK.of(samples.size(), passed, k), 1));
            }
        }
        return values;
    }

    boolean isByProbability() {
        return byProbability;
    }

    int count() {
        return items.size();
    }

    Map<Integer, Map<String, Weighted>> items() {
        return items;
    }

    @Nullable
    Weighted value(int item, String metric) {
        Map<String, Weighted> values = items.get(item);
        return values == null ? null : values.get(metric);
    }
}
