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

    /// Scores all answers again from their texts with the gate's metrics, and stores nothing.
    public Scored again(Gate gate) {
        int count = answers.count(gate.id());
        List<Metric> wanted = within(gate, of(gate), count);
        List<GateItem> items = new ArrayList<>(count);
        List<GateAnswer> scored = new ArrayList<>();
        for (GateChunk page : pages(gate, count)) {
            List<GateItem> whole = answers.items(page);
            List<GateAnswer> given = answers.answersTo(gate.id(), whole).stream()
                    .map(answer -> answer.scored(Map.of()))
                    .toList();
            Map<AnswerKey, Map<String, double[]>> statistics =
                    AnswerStatistics.of(wanted, whole, given, gate.document().toolsOrNone());
            whole.forEach(item -> items.add(item.withoutTexts()));
            for (GateAnswer answer : given) {
                Map<String, double[]> of = statistics.getOrDefault(answer.key(), Map.of());
                scored.add(answer.scored(of).withoutText());
            }
        }
        return new Scored(items, scored);
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
