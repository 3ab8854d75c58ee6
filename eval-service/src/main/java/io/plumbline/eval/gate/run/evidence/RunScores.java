package io.plumbline.eval.gate.run.evidence;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.answer.ScoreStore;
import io.plumbline.eval.gate.ledger.chunk.GateChunk;
import io.plumbline.eval.gate.verdict.AnswerStatistics;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Scores the answers of a run in parts and stores the scores with them: little remains at its end, readers of
/// the gate compute nothing, and the texts are never in memory together.
public final class RunScores {

    private static final int PAGE = 500;

    private final AnswerStore answers;
    private final ScoreStore store;
    private final MetricResolver metrics;

    public RunScores(AnswerStore answers, ScoreStore store, MetricResolver metrics) {
        this.answers = answers;
        this.store = store;
        this.metrics = metrics;
    }

    /// The scored answers behind a verdict.
    ///
    /// @param items in calling order
    public record Scored(List<GateItem> items, List<GateAnswer> answers) {}

    /// Scores the answers of a chunk by the metrics that need no other answers.
    public void score(Gate gate, GateChunk chunk) {
        score(
                gate,
                chunk,
                of(gate).stream()
                        .filter(metric -> !metric.dependsOnCorpus())
                        .collect(Collectors.toCollection(ArrayList::new)));
    }

    private void score(Gate gate, GateChunk chunk, List<Metric> by) {
        if (!by.isEmpty()) {
            List<GateItem> items = answers.items(chunk);
            List<Metric> wanted = List.copyOf(by);
            Map<AnswerKey, Map<String, double[]>> statistics = AnswerStatistics.of(
                    by,
                    items,
                    answers.answersTo(chunk.gate(), items),
                    gate.document().toolsOrNone());
            store.score(chunk.gate(), statistics);
            BigDecimal cost = AnswerStatistics.costUsd(wanted, statistics.values());
            if (cost.signum() > 0) {
                store.spend(chunk.gate(), cost);
            }
        }
    }

    /// Scores the remaining answers and reads all of them without texts, even if a metric is unavailable. Its
    /// statistics are then missing, which the gate judge reports.
    ///
    /// @param items number of items
    public Scored read(Gate gate, int items) {
        List<String> computed = completed(gate, items);
        return new Scored(light(gate, items), light(gate, computed));
    }

    /// Returns the answers of an ended gate with their stored scores, computing missing ones. For a gate with the
    /// same metrics.
    List<GateAnswer> stored(Gate ended) {
        return light(ended, completed(ended, answers.count(ended.id())));
    }

    /// Returns its answers that may be truncated.
    Set<AnswerKey> maybeCut(Gate gate) {
        return store.maybeCut(gate.id());
    }

    private static List<String> names(List<Metric> metrics) {
        return metrics.stream().map(Metric::name).toList();
    }

    /// Scores the remaining answers. Ends at the page where a metric turns out to be unavailable, once all other
    /// metrics have scored everything.
    ///
    /// @return the metrics that have scored everything: all except unavailable ones
    private List<String> completed(Gate gate, int items) {
        List<Metric> wanted = of(gate);
        if (store.areScored(gate.id(), names(wanted))) {
            return names(wanted);
        }
        List<Metric> left = within(gate, wanted, items);
        for (GateChunk page : pages(gate, items)) {
            int before = left.size();
            score(gate, page, left);
            if (left.size() < before && store.areScored(gate.id(), names(left))) {
                break;
            }
        }
        return names(left);
    }

    /// A list from which unavailable metrics can be removed.
    private List<Metric> within(Gate gate, List<Metric> wanted, int items) {
        if (wanted.stream().noneMatch(Metric::dependsOnCorpus)) {
            return new ArrayList<>(wanted);
        }
        List<String> references = new ArrayList<>();
        for (GateChunk page : pages(gate, items)) {
            answers.items(page).forEach(item -> references.addAll(item.references()));
        }
        return wanted.stream()
                .map(metric -> metric.within(references))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /// What the service of a metric contributed to scores.
    ///
    /// @param stored answers whose stored score was used
    /// @param sent answers that were sent to the service, or whose score it gave this process before
    /// @param costUsd declared price of those
    public record ServiceUse(String metric, long stored, long sent, BigDecimal costUsd) {

        private ServiceUse plus(long moreStored, long moreSent, BigDecimal more) {
            return new ServiceUse(metric, stored + moreStored, sent + moreSent, costUsd.add(more));
        }

        /// Returns the sums by metric.
        public static List<ServiceUse> sums(List<ServiceUse> uses) {
            Map<String, ServiceUse> sums = new LinkedHashMap<>();
            uses.forEach(use -> sums.merge(
                    use.metric(), use, (one, other) -> one.plus(other.stored(), other.sent(), other.costUsd())));
            return List.copyOf(sums.values());
        }
    }

    /// Scores of a gate, and the use of services for them.
    public record Rescored(Scored scored, List<ServiceUse> services) {}

    /// Scores all answers again from their texts with the gate's metrics, and stores nothing.
    ///
    /// @param kept metrics whose stored scores are used where the gate has them
    public Rescored again(Gate gate, Set<String> kept) {
        int count = answers.count(gate.id());
        List<Metric> wanted = within(gate, of(gate), count);
        List<Metric> services = wanted.stream().filter(Metric::callsService).toList();
        Map<String, ServiceUse> uses = new LinkedHashMap<>();
        services.forEach(metric -> uses.put(metric.name(), new ServiceUse(metric.name(), 0, 0, BigDecimal.ZERO)));
        List<GateItem> items = new ArrayList<>(count);
        List<GateAnswer> scored = new ArrayList<>();
        for (GateChunk page : pages(gate, count)) {
            List<GateItem> whole = answers.items(page);
            List<GateAnswer> given = answers.answersTo(gate.id(), whole).stream()
                    .map(answer -> answer.scored(only(kept, answer.statistics())))
                    .toList();
            Map<AnswerKey, Map<String, double[]>> statistics =
                    AnswerStatistics.of(wanted, whole, given, gate.document().toolsOrNone());
            for (Metric metric : services) {
                long stored = given.stream()
                        .filter(answer -> answer.statistics().containsKey(metric.name()))
                        .count();
                long sent = AnswerStatistics.scored(metric, statistics.values());
                uses.computeIfPresent(
                        metric.name(), (_, use) -> use.plus(stored, sent, AnswerStatistics.costUsd(metric, sent)));
            }
            whole.forEach(item -> items.add(item.withoutTexts()));
            for (GateAnswer answer : given) {
                Map<String, double[]> of = new HashMap<>(answer.statistics());
                of.putAll(statistics.getOrDefault(answer.key(), Map.of()));
                scored.add(answer.scored(of).withoutText());
            }
        }
        return new Rescored(new Scored(items, scored), List.copyOf(uses.values()));
    }

    private static Map<String, double[]> only(Set<String> kept, Map<String, double[]> statistics) {
        Map<String, double[]> left = new HashMap<>(statistics);
        left.keySet().retainAll(kept);
        return left;
    }

    /// Returns the items without their texts, except their clusters.
    private List<GateItem> light(Gate gate, int items) {
        List<GateItem> light = new ArrayList<>(items);
        for (GateChunk page : pages(gate, items)) {
            answers.items(page).forEach(item -> light.add(item.withoutTexts()));
        }
        return light;
    }

    private List<GateAnswer> light(Gate gate, List<String> names) {
        int places = answers.lastPlace(gate.id()) + 1;
        // Most answers have the same few errors, and each text of one is a row's own.
        Map<String, String> errors = new HashMap<>();
        List<GateAnswer> light = new ArrayList<>();
        for (Side side : Side.values()) {
            for (int from = 0; from < places; from += PAGE) {
                for (GateAnswer answer : store.scored(gate.id(), side, from, from + PAGE, names)) {
                    light.add(answer.withError(errors));
                }
            }
        }
        return light;
    }

    private static List<GateChunk> pages(Gate gate, int items) {
        List<GateChunk> pages = new ArrayList<>();
        for (int from = 0; from < items; from += PAGE) {
            pages.add(new GateChunk(gate.id(), 0, from, Math.min(from + PAGE, items)));
        }
        return pages;
    }

    /// Returns the suite's metrics that exist here.
    private List<Metric> of(Gate gate) {
        List<Metric> known = new ArrayList<>();
        for (MetricRule rule : gate.document().metrics()) {
            try {
                known.add(metrics.metric(rule.definition()));
            } catch (InvalidMetricException e) {
                // The judge says so, where the gate is judged.
            }
        }
        return known;
    }
}
