package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.metric.AnswerEvidence;
import io.plumbline.eval.metric.CallFigures;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.statistics.ScoreSample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The scores of one system in one metric: for each answered item, the mean of its repeats' sufficient
/// statistics, since repeats are not independent. An answer too large for the metric, or on which its scorer
/// failed, has no score, like a missing one.
final class GateScores {

    private final Metric metric;
    /// Item → statistics, in item order.
    private final SortedMap<Integer, double[]> statistics;

    /// Item → cluster.
    private final Map<Integer, String> clusters;

    /// Item → the scores of its answers, if it has several.
    private final Map<Integer, double[]> repeated;

    private final Unscored unscored;

    /// Whether each answer has either the best or the worst score, whatever the mean of an item's answers.
    private final boolean rightOrWrong;

    private GateScores(
            Metric metric,
            SortedMap<Integer, double[]> statistics,
            Map<Integer, String> clusters,
            Map<Integer, double[]> repeated,
            Unscored unscored,
            boolean rightOrWrong) {
        this.metric = metric;
        this.statistics = statistics;
        this.clusters = clusters;
        this.repeated = repeated;
        this.unscored = unscored;
        this.rightOrWrong = rightOrWrong;
    }

    /// The answers without a score.
    ///
    /// @param missing answers that the metric could not score, with the reason
    /// @param unreferenced answered items without a reference
    /// @param incomplete whether answers lack both their statistics and the texts to compute them
    private record Unscored(Map<AnswerKey, MissingScore> missing, Set<Integer> unreferenced, boolean incomplete) {

        Unscored on(Set<Integer> items) {
            Set<Integer> left = new HashSet<>(unreferenced);
            left.retainAll(items);
            return new Unscored(missing, left, incomplete);
        }
    }

    /// For a suite without tools.
    public static GateScores of(Metric metric, List<GateItem> items, List<GateAnswer> answers) {
        return of(metric, items, answers, List.of());
    }

    /// @param answers answers of one side
    /// @param tools the suite's tools
    /// @throws MetricUnavailableException if the metric is unavailable
    public static GateScores of(
            Metric metric, List<GateItem> items, List<GateAnswer> answers, List<Map<String, Object>> tools) {
        Map<Integer, GateItem> byPlace = new HashMap<>();
        items.forEach(item -> byPlace.put(item.item(), item));
        List<AnswerKey> places = new ArrayList<>();
        List<TextPair> pairs = new ArrayList<>();
        Map<AnswerKey, MissingScore> missing = new HashMap<>();
        Set<Integer> unreferenced = new HashSet<>();
        Map<Integer, List<double[]>> repeats = new HashMap<>();
        boolean incomplete = false;
        for (GateAnswer answer : answers) {
            GateItem item = byPlace.get(answer.item());
            String text = answer.answer();
            if (text == null || item == null) {
                continue;
            }
            double[] known = answer.statistics().get(metric.name());
            AnswerKey place = answer.key();
            if (known != null && known.length == 0) {
                unreferenced.add(item.item());
            } else if (known != null) {
                take(place, known, repeats, missing);
            } else if (!item.hasTexts() && (metric.needsReferences() || metric.needsEvidence() || text.isEmpty())) {
                incomplete = true;
            } else {
                try {
                    TextPair pair = pair(text, item, answer, tools);
                    if (metric.canScore(pair)) {
                        pairs.add(pair);
                        places.add(place);
                    } else {
                        unreferenced.add(item.item());
                    }
                } catch (OversizedTextException e) {
                    missing.put(place, MissingScore.TOO_LARGE);
                }
            }
        }
        double[][] rows = pairs.isEmpty() ? new double[0][] : AnswerStatistics.computed(within(metric, items), pairs);
        for (int i = 0; i < rows.length; i++) {
            take(places.get(i), rows[i], repeats, missing);
        }
        TreeMap<Integer, double[]> means = new TreeMap<>();
        Map<Integer, double[]> repeated = new HashMap<>();
        repeats.forEach((item, of) -> {
            means.put(item, mean(of));
            if (of.size() > 1) {
                repeated.put(item, of.stream().mapToDouble(metric::pairScore).toArray());
            }
        });
        Map<Integer, String> clusters = new HashMap<>();
        items.forEach(item -> clusters.put(item.item(), item.cluster()));
        return new GateScores(
                metric,
                means,
                clusters,
                repeated,
                new Unscored(missing, unreferenced, incomplete),
                rightOrWrong(metric, repeats.values()));
    }

    private static boolean rightOrWrong(Metric metric, Collection<List<double[]>> repeats) {
        return metric.isMean()
                && repeats.stream()
                        .flatMap(List::stream)
                        .mapToDouble(metric::pairScore)
                        .allMatch(score -> score == 0 || score == metric.maximum());
    }

    private static Metric within(Metric metric, List<GateItem> items) {
        return metric.within(
                items.stream().flatMap(item -> item.references().stream()).toList());
    }

    private static void take(
            AnswerKey place, double[] row, Map<Integer, List<double[]>> repeats, Map<AnswerKey, MissingScore> missing) {
        if (AnswerStatistics.areMissing(row)) {
            missing.put(
                    place, AnswerStatistics.areOfFailure(row) ? MissingScore.SCORER_FAILED : MissingScore.TOO_LARGE);
        } else {
            repeats.computeIfAbsent(place.item(), _ -> new ArrayList<>()).add(row);
        }
    }

    /// @throws OversizedTextException if the texts exceed the bounds of a pair
    static TextPair pair(String text, GateItem item, GateAnswer answer, List<Map<String, Object>> tools) {
        return new TextPair(
                text, item.references(), figures(answer), new AnswerEvidence(answer.trace(), item.fields(), tools));
    }

    private static CallFigures figures(GateAnswer answer) {
        BigDecimal cost = answer.costUsd();
        return new CallFigures(
                answer.latencyMs(),
                answer.inputTokens(),
                answer.outputTokens(),
                cost == null ? null : cost.doubleValue());
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

    /// Returns the scores restricted to items that the other side has too.
    public GateScores on(GateScores other) {
        return on(other.statistics.keySet());
    }

    /// Returns the scores restricted to those items.
    public GateScores on(Set<Integer> items) {
        TreeMap<Integer, double[]> shared = new TreeMap<>(statistics);
        shared.keySet().retainAll(items);
        return new GateScores(metric, shared, clusters, repeated, unscored.on(items), rightOrWrong);
    }

    /// Returns the scores by pass^k: for each item the probability that k of its answers, drawn without replacement,
    /// all have the best score. Items with fewer answers have no score.
    ///
    /// @param k at least 1
    /// @see <a href="https://arxiv.org/abs/2406.12045">Yao et al. 2024</a>
    GateScores passing(int k) {
        PassPower power = new PassPower(metric);
        SortedMap<Integer, double[]> passed = new TreeMap<>();
        statistics.forEach((item, row) -> {
            double[] several = repeated.getOrDefault(item, new double[] {metric.pairScore(row)});
            if (several.length >= k) {
                passed.put(item, new double[] {power.of(several, k), 1});
            }
        });
        boolean allOrNothing = passed.values().stream().allMatch(row -> row[0] == 0 || row[0] == power.maximum());
        return new GateScores(power, passed, clusters, Map.of(), unscored, allOrNothing);
    }

    /// Returns the answers that the metric could not score, on all items, with the reason.
    Map<AnswerKey, MissingScore> missing() {
        return Map.copyOf(unscored.missing());
    }

    /// Whether some answers were not scored while their texts existed, because the metric was unavailable: the
    /// others are then no valid sample.
    boolean isIncomplete() {
        return unscored.incomplete();
    }

    /// Returns the number of answered items without a score, for lack of a reference.
    int unreferenced() {
        return unscored.unreferenced().size();
    }

    /// Returns item → the scores of its answers, if it has several.
    Map<Integer, double[]> repeated() {
        return Map.copyOf(repeated);
    }

    /// Returns the best possible score.
    double maximum() {
        return metric.maximum();
    }

    public int size() {
        return statistics.size();
    }

    /// Returns item → score, for scored items.
    public Map<Integer, Double> byItem() {
        Map<Integer, Double> scores = new HashMap<>();
        statistics.forEach((item, row) -> scores.put(item, metric.pairScore(row)));
        return scores;
    }

    /// Whether some items share a cluster.
    public boolean clustered() {
        return statistics.keySet().stream().map(clusters::get).distinct().count() < statistics.size();
    }

    /// Like [#sample], with each item as bad as its worst answer; unchanged for metrics that are not means, and
    /// for clustered items.
    ScoreSample worst() {
        if (clustered() || !metric.isMean()) {
            return sample();
        }
        double[] scores = statistics.entrySet().stream()
                .mapToDouble(entry -> {
                    double[] several = repeated.get(entry.getKey());
                    return several == null
                            ? metric.pairScore(entry.getValue())
                            : Arrays.stream(several).min().orElseThrow();
                })
                .toArray();
        return ScoreSample.ofScores(scores, metric.maximum());
    }

    public ScoreSample sample() {
        return metric.isMean() ? sampleOfMeans() : sampleOfCorpus();
    }

    private ScoreSample sampleOfMeans() {
        double[] scores =
                statistics.values().stream().mapToDouble(metric::pairScore).toArray();
        if (clustered()) {
            return ScoreSample.ofClusters(scores, clustersInOrder(), metric.maximum(), rightOrWrong);
        }
        return rightOrWrong
                ? ScoreSample.ofOutcomes(scores, metric.maximum())
                : ScoreSample.ofScores(scores, metric.maximum());
    }

    private ScoreSample sampleOfCorpus() {
        double[][] rows = statistics.values().toArray(double[][]::new);
        return clustered()
                ? ScoreSample.ofClusters(rows, clustersInOrder(), metric.maximum(), metric::corpusScore)
                : ScoreSample.ofCorpus(rows, metric.maximum(), metric::corpusScore);
    }

    private List<String> clustersInOrder() {
        return statistics.keySet().stream()
                .map(item -> clusters.getOrDefault(item, ""))
                .toList();
    }
}
