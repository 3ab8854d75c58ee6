package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.answer.Guarding;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes the results of a gate item by item. Scores are computed from stored answers on demand.
public final class ItemResults {

    private static final Logger log = LoggerFactory.getLogger(ItemResults.class);

    private final MetricResolver metrics;

    public ItemResults(MetricResolver metrics) {
        this.metrics = metrics;
    }

    /// Returns all items in dataset order.
    public List<ItemResult> of(GateDetails details) {
        List<Metric> wanted = metrics(details);
        Half candidate = new Half(Side.CANDIDATE, details, wanted);
        Half baseline = new Half(Side.BASELINE, details, wanted);
        List<ItemResult> results = new ArrayList<>(details.items().size());
        for (GateItem item : details.items()) {
            Map<String, Double> scores = candidate.scores(item);
            Map<String, Double> baselineScores = baseline.scores(item);
            Double quality = quality(wanted, scores);
            results.add(new ItemResult(
                    item.item(),
                    item.recordId(),
                    item.slice(),
                    item.input(),
                    item.references(),
                    candidate.answer(item),
                    baseline.answer(item),
                    scores,
                    baselineScores,
                    quality,
                    change(quality, quality(wanted, baselineScores)),
                    candidate.error(item),
                    candidate.guarding(item)));
        }
        return results;
    }

    /// Returns some results with their texts if the gate was read without them.
    public List<ItemResult> withTexts(GateDetails details, List<ItemResult> some) {
        if (details.texts() == null || some.isEmpty()) {
            return some;
        }
        Map<Integer, ItemResult> whole = new HashMap<>();
        of(details.whole(some.stream().map(ItemResult::item).toList()))
                .forEach(result -> whole.put(result.item(), result));
        return some.stream()
                .map(result -> whole.getOrDefault(result.item(), result))
                .toList();
    }

    /// Returns the best possible score of each of the gate's metrics.
    public Map<String, Double> scales(GateDetails details) {
        Map<String, Double> scales = new HashMap<>();
        metrics(details).forEach(metric -> scales.put(metric.name(), metric.maximum()));
        return scales;
    }

    /// Returns the stored scores of one answer by metric.
    public Map<String, Double> scores(GateDetails details, GateAnswer answer) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Metric metric : metrics(details)) {
            double[] known = answer.statistics().get(metric.name());
            if (known != null && known.length > 0 && !AnswerStatistics.areMissing(known)) {
                scores.put(metric.name(), metric.pairScore(known));
            }
        }
        return scores;
    }

    /// Returns the suite's metrics that exist here.
    private List<Metric> metrics(GateDetails details) {
        List<Metric> wanted = new ArrayList<>();
        for (MetricRule rule : details.gate().document().metrics()) {
            try {
                wanted.add(metrics.metric(rule.definition()));
            } catch (InvalidMetricException e) {
                log.debug("a suite's metric is not known here", e);
            }
        }
        return wanted;
    }

    /// Returns the evidence against the candidate, the worst first: regressions or, without a baseline, imperfect
    /// scores; then items without an answer.
    public static List<ItemResult> against(List<ItemResult> results) {
        List<ItemResult> against = new ArrayList<>(results.stream()
                .filter(result -> result.standing() < 0)
                .sorted(Comparator.comparingDouble(ItemResult::standing))
                .toList());
        results.stream()
                .filter(result -> result.error() != null && result.standing() >= 0)
                .forEach(against::add);
        return against;
    }

    private static @Nullable Double quality(List<Metric> metrics, Map<String, Double> scores) {
        double sum = 0;
        int count = 0;
        for (Metric metric : metrics) {
            Double score = scores.get(metric.name());
            if (score != null) {
                sum += score / metric.maximum();
                count++;
            }
        }
        return count == 0 ? null : sum / count;
    }

    private static @Nullable Double change(@Nullable Double candidate, @Nullable Double baseline) {
        return candidate == null || baseline == null ? null : candidate - baseline;
    }

    /// One side's answers and scores by item.
    private static final class Half {

        private final Map<Integer, String> answers = new HashMap<>();
        private final Map<Integer, String> errors = new HashMap<>();
        private final Map<Integer, Guarding> guardings = new HashMap<>();
        private final Map<String, Map<Integer, Double>> scores = new LinkedHashMap<>();

        private Half(Side side, GateDetails details, List<Metric> metrics) {
            List<GateAnswer> mine = details.answers().stream()
                    .filter(answer -> answer.side() == side)
                    .toList();
            for (GateAnswer answer : mine) {
                if (answer.guarding() != null) {
                    guardings.putIfAbsent(answer.item(), answer.guarding());
                }
                if (answer.answer() != null) {
                    answers.putIfAbsent(answer.item(), answer.answer());
                } else if (answer.error() != null) {
                    errors.putIfAbsent(answer.item(), answer.error());
                }
            }
            for (Metric metric : metrics) {
                try {
                    GateScores of = GateScores.of(
                            metric,
                            details.items(),
                            mine,
                            details.gate().document().toolsOrNone());
                    scores.put(metric.name(), of.byItem());
                    of.missing().forEach((key, reason) -> errors.putIfAbsent(key.item(), reason.error(metric.name())));
                } catch (MetricUnavailableException e) {
                    log.debug("a metric cannot be computed now", e);
                }
            }
        }

        private @Nullable String answer(GateItem item) {
            return answers.get(item.item());
        }

        private @Nullable String error(GateItem item) {
            return errors.get(item.item());
        }

        private @Nullable Guarding guarding(GateItem item) {
            return guardings.get(item.item());
        }

        private Map<String, Double> scores(GateItem item) {
            Map<String, Double> found = new LinkedHashMap<>();
            scores.forEach((metric, byItem) -> {
                Double score = byItem.get(item.item());
                if (score != null) {
                    found.put(metric, score);
                }
            });
            return found;
        }
    }
}
