package io.plumbline.bench;

import io.plumbline.bench.calibration.CalibrationStudy;
import io.plumbline.bench.conformance.Conformance;
import io.plumbline.bench.figure.Machine;
import io.plumbline.bench.figure.Report;
import io.plumbline.bench.figure.Result;
import io.plumbline.bench.figure.Table;
import io.plumbline.bench.gateway.GatewayBenchmark;
import io.plumbline.bench.gateway.GuardedMixBenchmark;
import io.plumbline.bench.gateway.PromptCacheBenchmark;
import io.plumbline.bench.hallucination.HallucinationStudy;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.soak.Soak;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `bench`: runs the named benchmarks, prints a table for each, stores the figures, and compares them with
/// earlier ones.
public final class BenchCommand {

    private static final List<PerformanceBenchmark> BENCHMARKS = List.of(
            new LoopBenchmark(),
            new GatewayBenchmark(),
            new GuardedMixBenchmark(),
            new PromptCacheBenchmark(),
            new EncoderBenchmark(),
            new GuardrailsBenchmark(),
            new UtilityBenchmark(),
            new MetricsBenchmark(),
            new GateBenchmark(),
            new ConsoleBenchmark(),
            new IngestionBenchmark(),
            new ProjectionBenchmark(),
            new DetectionBenchmark(),
            new DriftBenchmark());
    private static final String RETRIEVAL_FOLDER = "retrieval";

    private static final List<String> OF_FOLDERS =
            List.of(Conformance.NAME, CalibrationStudy.NAME, HallucinationStudy.NAME);

    private final Home home;
    private final Map<String, String> environment;
    private final Narrator narrator;
    private final Clock clock;

    public BenchCommand(Home home, Map<String, String> environment, Narrator narrator, Clock clock) {
        this.home = home;
        this.environment = environment;
        this.narrator = narrator;
        this.clock = clock;
    }

    /// @param words names and flags
    /// @return whether the words are valid
    public boolean run(List<String> words) {
        BenchRequest request = BenchRequest.of(words);
        List<PerformanceBenchmark> benchmarks = benchmarks(request);
        List<String> unknown = request.names().stream()
                .filter(name -> !OF_FOLDERS.contains(name)
                        && !name.equals(Soak.NAME)
                        && benchmarks.stream().noneMatch(known -> known.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            narrator.say("There is no benchmark %s. Available benchmarks:".formatted(String.join(", ", unknown)));
        }
        if (!unknown.isEmpty() || request.names().isEmpty()) {
            benchmarks.forEach(known -> narrator.verbatim("  %-13s %s".formatted(known.name(), known.title())));
            narrator.verbatim("  %-13s %s".formatted(Conformance.NAME, Conformance.TITLE));
            narrator.verbatim("  %-13s %s".formatted(CalibrationStudy.NAME, CalibrationStudy.TITLE));
            narrator.verbatim("  %-13s %s".formatted(HallucinationStudy.NAME, HallucinationStudy.TITLE));
            narrator.verbatim("  %-13s %s".formatted(Soak.NAME, SoakRun.TITLE));
            return unknown.isEmpty();
        }
        if (request.names().stream().anyMatch(OF_FOLDERS::contains)) {
            return studyFolder(request);
        }
        if (request.names().contains(Soak.NAME)) {
            return soak(request);
        }
        measure(request, benchmarks);
        return true;
    }

    private List<PerformanceBenchmark> benchmarks(BenchRequest request) {
        List<PerformanceBenchmark> benchmarks = new ArrayList<>(BENCHMARKS);
        Path folder = home.root().resolve("bench").resolve(RETRIEVAL_FOLDER);
        benchmarks.add(new RetrievalBenchmark(folder, request.data(), request.chunks(), request.postgres()));
        benchmarks.add(new RedTeamBenchmark(request.data()));
        benchmarks.add(new TaskBenchmarks(request.data()));
        return benchmarks;
    }

    /// Runs alone, because its figures are not times.
    private boolean studyFolder(BenchRequest request) {
        String name = request.names().getFirst();
        if (request.names().size() > 1 || request.data().isEmpty()) {
            narrator.say("Run %s alone, with a folder: bench %s --data DIR"
                    .formatted(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), name));
            return false;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Path json = request.json().orElseGet(() -> figuresOf(name, now));
        if (name.equals(CalibrationStudy.NAME)) {
            new CalibrationStudy(narrator).run(request.data().get(), json);
        } else if (name.equals(HallucinationStudy.NAME)) {
            new HallucinationStudy(narrator).run(request.data().get(), json);
        } else {
            new Conformance(narrator).run(request.data().get(), json);
        }
        return true;
    }

    /// Runs alone, because it ends in a verdict.
    private boolean soak(BenchRequest request) {
        if (request.names().size() > 1) {
            narrator.say("Run the soak test alone: bench soak [--minutes N] [--rate R]");
            return false;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Path json = request.json().orElseGet(() -> figuresOf(Soak.NAME, now));
        new SoakRun(home, narrator, Machine.ofThisProcess(environment), now).run(request, json);
        return true;
    }

    private void measure(BenchRequest request, List<PerformanceBenchmark> benchmarks) {
        Optional<Report> before = request.compare().map(Report::read);
        MeasurementPlan usual = request.brief() ? MeasurementPlan.BRIEF : MeasurementPlan.FULL;
        MeasurementPlan plan = request.calls().map(usual::withCalls).orElse(usual);
        Machine machine = Machine.ofThisProcess(environment);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        List<Result> results = new ArrayList<>();
        for (PerformanceBenchmark benchmark : benchmarks) {
            if (request.names().contains(benchmark.name())) {
                Result result = measure(benchmark, plan);
                tell(benchmark, result, before.flatMap(earlier -> earlier.of(benchmark.name())));
                results.add(result);
            }
        }
        Report report = new Report(Report.FORMAT, now, plan.brief(), machine, results);
        Path file = request.json().orElseGet(() -> figuresOf("figures", now));
        report.write(file);
        narrator.blank();
        narrator.say("Now: %s.".formatted(report.text()));
        before.ifPresent(earlier -> narrator.say("Before: %s. %s".formatted(earlier.text(), Table.LEGEND)));
        narrator.say("The figures are in %s.".formatted(file));
    }

    private Result measure(PerformanceBenchmark benchmark, MeasurementPlan plan) {
        return narrator.during(benchmark.name(), progress -> {
            try (BenchStack stack = BenchStack.below(home)) {
                return new Result(benchmark.name(), benchmark.run(stack, plan, progress));
            } catch (StoryBroke e) {
                throw new CannotContinue("%s cannot be measured: %s".formatted(benchmark.name(), e.getMessage()), e);
            }
        });
    }

    private void tell(PerformanceBenchmark benchmark, Result result, Optional<Result> before) {
        narrator.heading("%s: %s".formatted(benchmark.name(), benchmark.title()));
        Table.of(result, before).forEach(narrator::verbatim);
    }

    private Path figuresOf(String what, Instant now) {
        String name = now.toString().replace(":", "");
        return home.root().resolve("bench").resolve("%s-%s.json".formatted(what, name));
    }
}
