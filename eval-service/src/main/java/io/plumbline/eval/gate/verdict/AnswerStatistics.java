package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.AnswerKey;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.OversizedTextException;
import io.plumbline.eval.metric.TextPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reduces answers to what verdicts need of them: the sufficient statistics of each metric. So the texts of a
/// run need never be in memory together.
public final class AnswerStatistics {

    private static final Logger log = LoggerFactory.getLogger(AnswerStatistics.class);
    private static final double[] NONE = {};

    private AnswerStatistics() {}

    /// The statistics of those answers that do not have them: an empty array for what cannot be scored,
    /// nothing of a metric that cannot be computed now.
    ///
    /// @param metrics as they are within the corpus
    /// @param items that the answers are to
    public static Map<AnswerKey, Map<String, double[]>> of(
            List<Metric> metrics, List<GateItem> items, List<GateAnswer> answers) {
        Map<Integer, GateItem> byPlace = new HashMap<>();
        items.forEach(item -> byPlace.put(item.item(), item));
        Map<AnswerKey, Map<String, double[]>> statistics = new HashMap<>();
        for (Metric metric : metrics) {
            try {
                of(metric, byPlace, answers)
                        .forEach((key, row) -> statistics
                                .computeIfAbsent(key, _ -> new HashMap<>())
                                .put(metric.name(), row));
            } catch (MetricUnavailableException e) {
                log.debug("a metric cannot be computed now", e);
            }
        }
        return statistics;
    }

    private static Map<AnswerKey, double[]> of(Metric metric, Map<Integer, GateItem> items, List<GateAnswer> answers) {
        Map<AnswerKey, double[]> rows = new HashMap<>();
        List<AnswerKey> keys = new ArrayList<>();
        List<TextPair> pairs = new ArrayList<>();
        for (GateAnswer answer : answers) {
            GateItem item = items.get(answer.item());
            String text = answer.answer();
            if (text == null || item == null || answer.statistics().containsKey(metric.name())) {
                continue;
            }
            AnswerKey key = new AnswerKey(answer.side(), answer.item(), answer.repeat());
            List<String> references = item.references();
            if (metric.needsReferences() && references.isEmpty()) {
                rows.put(key, NONE);
                continue;
            }
            try {
                pairs.add(new TextPair(text, references, GateScores.figures(answer)));
                keys.add(key);
            } catch (OversizedTextException e) {
                rows.put(key, NONE);
            }
        }
        double[][] computed = pairs.isEmpty() ? new double[0][] : GateScores.statistics(metric, pairs);
        for (int i = 0; i < computed.length; i++) {
            rows.put(keys.get(i), computed[i]);
        }
        return rows;
    }
}
