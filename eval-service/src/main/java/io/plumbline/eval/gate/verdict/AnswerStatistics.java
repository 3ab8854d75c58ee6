package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.UnscoredPairsException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reduces answers to the sufficient statistics of each metric, so that the texts of a run are never in memory
/// together.
public final class AnswerStatistics {

    private static final Logger log = LoggerFactory.getLogger(AnswerStatistics.class);
    private static final double[] NONE = {};

    /// Marks an answer whose pair exceeds a metric's bounds; no metric has a negative statistic.
    private static final double[] TOO_LARGE = {-1};

    /// Marks an answer on which the metric's scorer failed.
    private static final double[] UNSCORED = {-2};

    private AnswerStatistics() {}

    /// Computes missing statistics of answers: an empty array without a reference, a negative number if the pair
    /// is too large or its scorer failed, nothing for an unavailable metric.
    ///
    /// @param metrics the metrics within the corpus; unavailable ones are removed
    /// @param items the items of the answers
    /// @param tools the suite's tools
    public static Map<AnswerKey, Map<String, double[]>> of(
            Collection<Metric> metrics,
            List<GateItem> items,
            List<GateAnswer> answers,
            List<Map<String, Object>> tools) {
        Map<Integer, GateItem> byPlace = new HashMap<>();
        items.forEach(item -> byPlace.put(item.item(), item));
        Map<AnswerKey, Map<String, double[]>> statistics = new HashMap<>();
        for (Metric metric : List.copyOf(metrics)) {
            try {
                of(metric, byPlace, answers, tools)
                        .forEach((key, row) -> statistics
                                .computeIfAbsent(key, _ -> new HashMap<>())
                                .put(metric.name(), row));
            } catch (MetricUnavailableException e) {
                log.debug("a metric cannot be computed now", e);
                metrics.remove(metric);
            }
        }
        return statistics;
    }

    private static Map<AnswerKey, double[]> of(
            Metric metric, Map<Integer, GateItem> items, List<GateAnswer> answers, List<Map<String, Object>> tools) {
        Map<AnswerKey, double[]> rows = new HashMap<>();
        List<AnswerKey> keys = new ArrayList<>();
        List<TextPair> pairs = new ArrayList<>();
        for (GateAnswer answer : answers) {
            GateItem item = items.get(answer.item());
            String text = answer.answer();
            if (text == null || item == null || answer.statistics().containsKey(metric.name())) {
                continue;
            }
            AnswerKey key = answer.key();
            try {
                TextPair pair = GateScores.pair(text, item, answer, tools);
                if (metric.canScore(pair)) {
                    pairs.add(pair);
                    keys.add(key);
                } else {
                    rows.put(key, NONE);
                }
            } catch (OversizedTextException e) {
                rows.put(key, TOO_LARGE);
            }
        }
        double[][] computed = pairs.isEmpty() ? new double[0][] : computed(metric, pairs);
        for (int i = 0; i < computed.length; i++) {
            rows.put(keys.get(i), computed[i]);
        }
        return rows;
    }

    /// Returns the declared price of the scorers that computed these statistics, in US dollars.
    public static BigDecimal costUsd(List<Metric> metrics, Collection<Map<String, double[]>> statistics) {
        BigDecimal cost = BigDecimal.ZERO;
        for (Metric metric : metrics) {
            if (metric.costUsdPerPair() > 0) {
                cost = cost.add(costUsd(metric, scored(metric, statistics)));
            }
        }
        return cost;
    }

    /// Returns the declared price of scoring a number of answers.
    public static BigDecimal costUsd(Metric metric, long answers) {
        return BigDecimal.valueOf(metric.costUsdPerPair()).multiply(BigDecimal.valueOf(answers));
    }

    /// Returns the number of answers that a metric, or its scorer, received to compute these statistics.
    public static long scored(Metric metric, Collection<Map<String, double[]>> statistics) {
        return statistics.stream()
                .map(of -> of.get(metric.name()))
                .filter(row -> row != null && row.length > 0 && row[0] != TOO_LARGE[0])
                .count();
    }

    /// Returns one row per pair.
    static double[][] computed(Metric metric, List<TextPair> pairs) {
        try {
            return metric.statistics(pairs);
        } catch (UnscoredPairsException e) {
            return withoutUnscored(metric, pairs, e);
        } catch (OversizedTextException e) {
            double[][] rows = new double[pairs.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = computed(metric, pairs.get(i));
            }
            return rows;
        }
    }

    private static double[] computed(Metric metric, TextPair pair) {
        try {
            return metric.statistics(pair);
        } catch (UnscoredPairsException e) {
            return UNSCORED;
        } catch (OversizedTextException e) {
            return TOO_LARGE;
        }
    }

    /// Scores the other pairs, which a scorer that keeps its scores does not receive again. Ends because each
    /// step has fewer pairs.
    private static double[][] withoutUnscored(Metric metric, List<TextPair> pairs, UnscoredPairsException failed) {
        List<TextPair> others = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            if (!failed.has(i)) {
                others.add(pairs.get(i));
            }
        }
        Iterator<double[]> scored =
                (others.isEmpty() ? List.<double[]>of() : List.of(computed(metric, others))).iterator();
        double[][] rows = new double[pairs.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = failed.has(i) ? UNSCORED : scored.next();
        }
        return rows;
    }

    /// Whether the pair is too large, or its scorer failed.
    static boolean areMissing(double[] row) {
        return row.length == 1 && row[0] < 0;
    }

    /// Whether the scorer failed on the pair.
    static boolean areOfFailure(double[] row) {
        return areMissing(row) && row[0] == UNSCORED[0];
    }
}
