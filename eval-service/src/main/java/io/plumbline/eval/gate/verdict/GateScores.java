package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.statistics.ScoreSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The scores of one system in one metric: for each item that was answered, the mean of its repeats' sufficient
/// statistics, since repeats of an item are not independent.
public final class GateScores {

    private final Metric metric;
    /// Item → statistics, in the order of the items.
    private final SortedMap<Integer, double[]> statistics;

    private GateScores(Metric metric, SortedMap<Integer, double[]> statistics) {
        this.metric = metric;
        this.statistics = statistics;
    }

    /// @param answers of one side
    public static GateScores of(Metric metric, List<GateItem> items, List<GateAnswer> answers) {
        Map<Integer, GateItem> byPlace = new HashMap<>();
        items.forEach(item -> byPlace.put(item.item(), item));
        Metric within = metric.within(
                items.stream().flatMap(item -> item.references().stream()).toList());
        Map<Integer, List<double[]>> repeats = new HashMap<>();
        for (GateAnswer answer : answers) {
            GateItem item = byPlace.get(answer.item());
            String text = answer.answer();
            if (text != null && item != null && !item.references().isEmpty()) {
                try {
                    repeats.computeIfAbsent(answer.item(), _ -> new ArrayList<>())
                            .add(within.statistics(new TextPair(text, item.references())));
                } catch (OversizedTextException e) {
                    // Too long to be compared: the item counts as one without an answer.
                    repeats.remove(answer.item());
                }
            }
        }
        TreeMap<Integer, double[]> means = new TreeMap<>();
        repeats.forEach((item, rows) -> means.put(item, mean(rows)));
        return new GateScores(metric, means);
    }

    private static double[] mean(List<double[]> rows) {
        double[] mean = new double[rows.getFirst().length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.size();
            }
        }
        return mean;
    }

    /// The same scores on those items alone that the other side has too.
    public GateScores on(GateScores other) {
        TreeMap<Integer, double[]> shared = new TreeMap<>(statistics);
        shared.keySet().retainAll(other.statistics.keySet());
        return new GateScores(metric, shared);
    }

    public int size() {
        return statistics.size();
    }

    /// Item → score, for those items that have one.
    public Map<Integer, Double> byItem() {
        Map<Integer, Double> scores = new HashMap<>();
        statistics.forEach((item, row) -> scores.put(item, metric.pairScore(row)));
        return scores;
    }

    public ScoreSample sample() {
        double[][] rows = statistics.values().toArray(double[][]::new);
        if (!metric.isMean()) {
            return ScoreSample.ofCorpus(rows, metric.maximum(), metric::corpusScore);
        }
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            scores[i] = metric.pairScore(rows[i]);
        }
        return ScoreSample.ofScores(scores, metric.maximum());
    }
}
