package io.plumbline.eval.benchmark.run;

import io.plumbline.eval.benchmark.ledger.Benchmark.BenchmarkVersion;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunStatus;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.benchmark.result.BenchmarkResults.MetricResult;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.run.BenchmarkEvidence;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Gives gates the runs of benchmarks on a candidate. A run on a version without a route counts for the version on any
/// route.
final class RunEvidence implements BenchmarkEvidence {

    private static final int MOST = 100;

    private final BenchmarkRunStore runs;
    private final BenchmarkStore benchmarks;

    RunEvidence(BenchmarkRunStore runs, BenchmarkStore benchmarks) {
        this.runs = runs;
        this.benchmarks = benchmarks;
    }

    @Override
    public List<MeasuredRun> of(String team, Candidate candidate, String benchmark) {
        return benchmarks.find(benchmark).filter(found -> found.team().equals(team)).stream()
                .flatMap(found -> benchmarks.version(benchmark, found.newest()).stream())
                .flatMap(newest -> measured(team, candidate, newest))
                .toList();
    }

    private Stream<MeasuredRun> measured(String team, Candidate candidate, BenchmarkVersion newest) {
        Set<String> targets =
                Set.copyOf(Stream.of(candidate.label(), candidate.under(null).label())
                        .distinct()
                        .toList());
        return runs.measured(team, newest.benchmark(), newest.version(), targets, MOST).stream()
                .flatMap(run -> measured(run, newest));
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
                        run.status() == RunStatus.DONE && run.state().halted() == null));
    }
}
