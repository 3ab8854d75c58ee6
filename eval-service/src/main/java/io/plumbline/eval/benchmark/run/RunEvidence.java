package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.ledger.Benchmark.BenchmarkVersion;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunAnswer;
import io.plumbline.eval.benchmark.ledger.RunAnswerStore;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.benchmark.result.BenchmarkResults.JudgeResult;
import io.plumbline.eval.benchmark.result.BenchmarkResults.MetricResult;
import io.plumbline.eval.benchmark.scoring.ResultCalculator;
import io.plumbline.eval.calibration.CalibrationLookup.Lookup;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.run.BenchmarkEvidence;
import io.plumbline.eval.trial.TrialStatus;
import java.util.Comparator;
import java.util.HashMap;
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
    private final RunJudge judge;

    RunEvidence(BenchmarkRunStore runs, BenchmarkStore benchmarks, RunAnswerStore answers, RunJudge judge) {
        this.runs = runs;
        this.benchmarks = benchmarks;
        this.answers = answers;
        this.judge = judge;
    }

    @Override
    public List<MeasuredRun> of(String team, Candidate candidate, String benchmark, @Nullable String by) {
        Optional<String> digest = by == null ? Optional.empty() : judge.digest(team, by);
        // Runs of one judge on one target have the same calibration.
        Map<List<String>, Lookup> calibrations = new HashMap<>();
        return benchmarks.find(benchmark).filter(found -> found.team().equals(team)).stream()
                .flatMap(found -> benchmarks.version(benchmark, found.newest()).stream())
                .flatMap(newest -> found(team, candidate, newest)
                        .filter(run -> isBy(run, by, digest))
                        .flatMap(run -> measured(run, newest, calibrations)))
                .toList();
    }

    private static boolean isBy(BenchmarkRun run, @Nullable String judge, Optional<String> digest) {
        PinnedJudge pinned = run.judge();
        return pinned == null
                ? judge == null
                : pinned.name().equals(judge)
                        && digest.filter(pinned.digest()::equals).isPresent();
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

    private Stream<MeasuredRun> measured(
            BenchmarkRun run, BenchmarkVersion newest, Map<List<String>, Lookup> calibrations) {
        BenchmarkResults results = Objects.requireNonNull(run.state().results());
        MetricResult main = results.main();
        if (main == null) {
            return Stream.empty();
        }
        JudgeResult judged = judged(run, calibrations);
        MetricResult shown = judged == null || judged.corrected() == null ? main : judged.corrected();
        return Stream.of(new MeasuredRun(
                run.id(),
                Objects.requireNonNull(run.times().finishedAt()),
                shown.name(),
                shown.value(),
                shown.low(),
                shown.high(),
                results.items(),
                results.items() == newest.items(),
                isComplete(run),
                judged == null ? null : judged.reason()));
    }

    private @Nullable JudgeResult judged(BenchmarkRun run, Map<List<String>, Lookup> calibrations) {
        PinnedJudge pinned = run.judge();
        if (pinned == null) {
            return null;
        }
        Lookup found = calibrations.computeIfAbsent(
                List.of(String.valueOf(pinned.served()), run.target()), _ -> judge.calibration(run, pinned));
        return RunJudge.result(pinned, answers.scores(run.id()), found);
    }
}
