package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.ledger.Benchmark.BenchmarkVersion;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunAnswerStore;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.benchmark.result.BenchmarkResults.MetricResult;
import io.plumbline.eval.benchmark.scoring.ResultCalculator;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.run.BenchmarkEvidence;
import io.plumbline.eval.trial.TrialStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives gates the runs of benchmarks on a candidate. A run on a version without a route counts for the version on any
/// route.
final class RunEvidence implements BenchmarkEvidence {

    private static final int PAGE = 100;
    /// Comparisons read all scores of both runs.
    private static final int MOST_SETTINGS = 10;

    private final BenchmarkRunStore runs;
    private final BenchmarkStore benchmarks;
    private final RunAnswerStore answers;

    RunEvidence(BenchmarkRunStore runs, BenchmarkStore benchmarks, RunAnswerStore answers) {
        this.runs = runs;
        this.benchmarks = benchmarks;
        this.answers = answers;
    }

    @Override
    public List<MeasuredRun> of(String team, Candidate candidate, String benchmark) {
        return benchmarks.find(benchmark).filter(found -> found.team().equals(team)).stream()
                .flatMap(found -> benchmarks.version(benchmark, found.newest()).stream())
                .flatMap(newest -> measured(team, candidate, newest))
                .toList();
    }

    private Stream<MeasuredRun> measured(String team, Candidate candidate, BenchmarkVersion newest) {
        return found(team, candidate, newest).flatMap(run -> measured(run, newest));
    }

    /// Reads all runs: with a limit, many small ones would hide a bad one.
    private Stream<BenchmarkRun> found(String team, Candidate candidate, BenchmarkVersion newest) {
        Set<String> targets =
                Set.copyOf(Stream.of(candidate.label(), candidate.under(null).label())
                        .distinct()
                        .toList());
        UnaryOperator<List<BenchmarkRun>> next = page -> page.size() < PAGE
                ? List.of()
                : page(team, newest, targets, page.getLast().id());
        return Stream.iterate(page(team, newest, targets, null), page -> !page.isEmpty(), next)
                .flatMap(List::stream);
    }

    private List<BenchmarkRun> page(String team, BenchmarkVersion newest, Set<String> targets, @Nullable UUID before) {
        return runs.measured(team, newest.benchmark(), newest.version(), targets, before, PAGE);
    }

    @Override
    public List<ComparedRuns> compared(
            String team, Candidate candidate, Candidate production, String benchmark, Set<UUID> counting) {
        BenchmarkVersion newest = benchmarks
                .find(benchmark)
                .filter(found -> found.team().equals(team))
                .flatMap(found -> benchmarks.version(benchmark, found.newest()))
                .orElse(null);
        if (newest == null) {
            return List.of();
        }
        Comparator<BenchmarkRun> byValue = Comparator.comparingDouble(RunEvidence::value);
        Map<String, BenchmarkRun> worst = new LinkedHashMap<>();
        found(team, candidate, newest)
                .filter(run -> counting.contains(run.id()))
                .forEach(run -> worst.merge(run.settingsDigest(), run, BinaryOperator.minBy(byValue)));
        Map<String, BenchmarkRun> best = new LinkedHashMap<>();
        found(team, production, newest)
                .filter(RunEvidence::isComplete)
                .forEach(run -> best.merge(run.settingsDigest(), run, BinaryOperator.maxBy(byValue)));
        List<BenchmarkItem> items = benchmarks.items(benchmark, newest.version());
        return worst.values().stream()
                .filter(run -> best.containsKey(run.settingsDigest()))
                .limit(MOST_SETTINGS)
                .flatMap(run -> compared(run, Objects.requireNonNull(best.get(run.settingsDigest())), items).stream())
                .toList();
    }

    private static double value(BenchmarkRun run) {
        MetricResult main = Objects.requireNonNull(run.state().results()).main();
        return main == null ? 0 : main.value();
    }

    private Optional<ComparedRuns> compared(BenchmarkRun run, BenchmarkRun production, List<BenchmarkItem> items) {
        ResultCalculator calculator = new ResultCalculator(run.subject().format(), run.request(), items, 0);
        List<RunAnswer> before = answers.scores(production.id());
        List<RunAnswer> after = answers.scores(run.id());
        if (!calculator.isComparable(before, after)) {
            return Optional.empty();
        }
        return Optional.ofNullable(calculator.compare(before, after).get(ResultCalculator.ALL))
                .map(change -> new ComparedRuns(
                        run.id(),
                        production.id(),
                        change.items(),
                        change.before(),
                        change.after(),
                        change.low(),
                        change.high(),
                        change.pValue()));
    }

    private static boolean isComplete(BenchmarkRun run) {
        return run.status() == TrialStatus.DONE && run.state().halted() == null;
    }

    private static Stream<MeasuredRun> measured(BenchmarkRun run, BenchmarkVersion newest) {
        BenchmarkResults results = Objects.requireNonNull(run.state().results());
        MetricResult main = results.main();
        return main == null
                ? Stream.empty()
                : Stream.of(new MeasuredRun(
                        run.id(),
                        Objects.requireNonNull(run.times().finishedAt()),
                        main.name(),
                        main.value(),
                        main.low(),
                        main.high(),
                        results.items(),
                        results.items() == newest.items(),
                        isComplete(run)));
    }
}
