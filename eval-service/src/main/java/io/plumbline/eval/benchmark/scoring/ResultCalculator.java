package io.plumbline.eval.benchmark.scoring;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunRequest;
import io.plumbline.eval.benchmark.ledger.RunRequest.Scoring;
import io.plumbline.eval.benchmark.ledger.RunUnit.Purpose;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.benchmark.result.BenchmarkResults.GroupResult;
import io.plumbline.eval.benchmark.result.BenchmarkResults.IntervalMethod;
import io.plumbline.eval.benchmark.result.BenchmarkResults.MetricResult;
import io.plumbline.eval.benchmark.result.ContaminationResult;
import io.plumbline.eval.benchmark.result.PairedChange;
import io.plumbline.eval.benchmark.scoring.ScoredItems.Weighted;
import io.plumbline.eval.statistics.BootstrapDistribution;
import io.plumbline.eval.statistics.BootstrapResampler;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Computes the results of a run from its outcomes.
public final class ResultCalculator {

    /// The name of all groups together.
    public static final String ALL = "all";

    private static final double CONFIDENCE = 0.95;
    private static final int RESAMPLES = 10_000;
    private static final String COMPLETED = "completed";

    private final BenchmarkKind kind;
    private final RunRequest request;
    private final List<BenchmarkItem> items;
    private final int shots;

    /// @param items all items of the version, in their order
    /// @param shots number of examples that were shown
    public ResultCalculator(BenchmarkKind kind, RunRequest request, List<BenchmarkItem> items, int shots) {
        this.kind = kind;
        this.request = request;
        this.items = items;
        this.shots = shots;
    }

    public BenchmarkResults results(List<RunAnswer> answers) {
        Scoring scoring = request.settingsOrDefault().scoringOrDefault();
        ScoredItems scores = ScoredItems.of(kind, scoring, Purpose.ITEM, answers);
        long asked = answers.stream()
                .filter(answer -> answer.unit().purpose() == Purpose.ITEM)
                .map(answer -> answer.unit().item())
                .distinct()
                .count();
        List<MetricResult> metrics = new ArrayList<>();
        for (String name : names(scores)) {
            metrics.add(metric(name, values(scores, name, null)));
        }
        return new BenchmarkResults(
                method(scores),
                shots,
                scores.count(),
                (int) asked - scores.count(),
                metrics,
                groups(scores),
                request.contamination() == null ? null : contamination(scoring, answers, scores),
                null);
    }

    private String method(ScoredItems scores) {
        if (!kind.isChoice()) {
            return switch (kind) {
                case HUMANEVAL -> "tests in a sandbox";
                case XSTEST -> {
                    String judge = request.settingsOrDefault().judge();
                    yield judge == null ? "refusals by rules" : "refusals by the judge " + judge;
                }
                case IFEVAL -> "checks of instructions";
                case BFCL -> "structure of the calls";
                default -> "text of the answer";
            };
        }
        return scores.isByProbability() ? "log-probability of each choice's letter" : "letter in the answer";
    }

    /// Returns the names of metrics, that of the benchmark first.
    private Set<String> names(ScoredItems scores) {
        Set<String> all = new LinkedHashSet<>();
        scores.items().values().forEach(values -> all.addAll(values.keySet()));
        Set<String> names = new LinkedHashSet<>();
        if (all.contains(kind.mainMetric())) {
            names.add(kind.mainMetric());
        }
        all.stream().sorted().forEach(names::add);
        return names;
    }

    private List<Weighted> values(ScoredItems scores, String name, @Nullable String group) {
        List<Weighted> values = new ArrayList<>();
        scores.items().forEach((item, metrics) -> {
            Weighted value = metrics.get(name);
            if (value != null && (group == null || items.get(item).group().equals(group))) {
                values.add(value);
            }
        });
        return values;
    }

    private List<GroupResult> groups(ScoredItems scores) {
        Set<String> groups = new LinkedHashSet<>();
        scores.items().keySet().forEach(item -> groups.add(items.get(item).group()));
        if (groups.size() < 2) {
            return List.of();
        }
        List<GroupResult> results = new ArrayList<>();
        groups.stream().sorted().forEach(group -> {
            for (String name : names(scores)) {
                List<Weighted> values = values(scores, name, group);
                if (!values.isEmpty()) {
                    results.add(new GroupResult(group, metric(name, values)));
                    return;
                }
            }
        });
        return results;
    }

    private static MetricResult metric(String name, List<Weighted> values) {
        boolean binary = values.stream().allMatch(each -> each.weight() == 1 && isBinary(each.value()));
        if (binary || values.size() < 2) {
            return share(name, values, IntervalMethod.WILSON);
        }
        double[][] sums = values.stream()
                .map(each -> new double[] {each.value() * each.weight(), each.weight()})
                .toArray(double[][]::new);
        BootstrapDistribution draws =
                new BootstrapResampler(RESAMPLES, 1).corpus(sums, totals -> totals[0] / totals[1]);
        ConfidenceInterval interval = draws.interval(CONFIDENCE).within(0, 1);
        return new MetricResult(
                name, draws.observed(), interval.low(), interval.high(), values.size(), IntervalMethod.BOOTSTRAP);
    }

    private static boolean isBinary(double value) {
        return value == 0 || value == 1;
    }

    /// A single item that is partly right has the widest interval.
    private static MetricResult share(String name, List<Weighted> values, IntervalMethod method) {
        if (values.size() == 1 && !isBinary(values.getFirst().value())) {
            return new MetricResult(name, values.getFirst().value(), 0, 1, 1, method);
        }
        int right = (int) values.stream().filter(each -> each.value() == 1).count();
        Proportion share = new Proportion(right, values.size());
        ConfidenceInterval interval =
                method == IntervalMethod.CLOPPER_PEARSON ? share.clopperPearson(CONFIDENCE) : share.wilson(CONFIDENCE);
        return new MetricResult(name, share.rate(), interval.low(), interval.high(), values.size(), method);
    }

    private ContaminationResult contamination(Scoring scoring, List<RunAnswer> answers, ScoredItems scores) {
        List<Weighted> completed =
                values(ScoredItems.of(BenchmarkKind.GSM8K, scoring, Purpose.COMPLETION, answers), COMPLETED, null);
        ScoredItems reordered = ScoredItems.of(kind, scoring, Purpose.REORDERED, answers);
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        reordered.items().keySet().forEach(item -> {
            Weighted first = scores.value(item, kind.mainMetric());
            Weighted second = reordered.value(item, kind.mainMetric());
            if (first != null && second != null) {
                before.add(first.value());
                after.add(second.value());
            }
        });
        return new ContaminationResult(
                completed.isEmpty() ? null : share(COMPLETED, completed, IntervalMethod.CLOPPER_PEARSON),
                PairedChange.of(array(before), array(after)));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Compares two runs on the items that both scored, by their main metric.
    ///
    /// @return by group, `all` for all together; empty without two shared items
    public Map<String, PairedChange> compare(List<RunAnswer> baseline, List<RunAnswer> candidate) {
        Scoring scoring = request.settingsOrDefault().scoringOrDefault();
        ScoredItems before = ScoredItems.of(kind, scoring, Purpose.ITEM, baseline);
        ScoredItems after = ScoredItems.of(kind, scoring, Purpose.ITEM, candidate);
        Map<String, List<Double>> befores = new TreeMap<>();
        Map<String, List<Double>> afters = new TreeMap<>();
        before.items().keySet().forEach(item -> {
            Weighted first = before.value(item, kind.mainMetric());
            Weighted second = after.value(item, kind.mainMetric());
            if (first != null && second != null) {
                for (String group :
                        new LinkedHashSet<>(List.of(ALL, items.get(item).group()))) {
                    befores.computeIfAbsent(group, _ -> new ArrayList<>()).add(first.value());
                    afters.computeIfAbsent(group, _ -> new ArrayList<>()).add(second.value());
                }
            }
        });
        Map<String, PairedChange> changes = new TreeMap<>();
        befores.forEach((group, values) -> {
            PairedChange change = PairedChange.of(array(values), array(afters.getOrDefault(group, List.of())));
            if (change != null) {
                changes.put(group, change);
            }
        });
        return changes;
    }

    /// Whether both runs were scored by the same method: one by probabilities and one by letters cannot be compared.
    public boolean isComparable(List<RunAnswer> baseline, List<RunAnswer> candidate) {
        Scoring scoring = request.settingsOrDefault().scoringOrDefault();
        return ScoredItems.of(kind, scoring, Purpose.ITEM, baseline).isByProbability()
                == ScoredItems.of(kind, scoring, Purpose.ITEM, candidate).isByProbability();
    }
}
