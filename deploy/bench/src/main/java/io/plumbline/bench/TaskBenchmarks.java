package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.eval.benchmark.format.BenchmarkFile;
import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.format.BenchmarkReader;
import io.plumbline.eval.benchmark.task.CodeTask;
import io.plumbline.eval.benchmark.task.ItemScore;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.eval.sandbox.SandboxProperties;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.Multipart;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// Task benchmarks: the tests of HumanEval's own solutions in the sandbox, and runs of the benchmarks in a folder
/// against the simulated model. The model knows no answers, so its accuracy is that of guessing.
final class TaskBenchmarks implements PerformanceBenchmark {

    private static final String TEAM = "bench";
    private static final String ROUTE = "bench-tasks";
    private static final int ITEMS = 300;
    private static final int FEW_ITEMS = 20;
    private static final int CONCURRENCY = 16;

    private static final Map<String, BenchmarkKind> FILES = Map.of(
            "mmlu.jsonl", BenchmarkKind.MMLU,
            "hellaswag.jsonl", BenchmarkKind.HELLASWAG,
            "truthfulqa.jsonl", BenchmarkKind.TRUTHFULQA,
            "bigbench-hard.jsonl", BenchmarkKind.BIG_BENCH_HARD,
            "xstest.jsonl", BenchmarkKind.XSTEST,
            "humaneval.jsonl", BenchmarkKind.HUMANEVAL);

    private final Optional<Path> data;

    /// @param data a folder with files of benchmarks
    TaskBenchmarks(Optional<Path> data) {
        this.data = data;
    }

    @Override
    public String name() {
        return "benchmarks";
    }

    @Override
    public String title() {
        return "HumanEval's programs in the sandbox, and runs of task benchmarks [--data DIR]";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        Path folder = data.orElseThrow(() -> new CannotContinue("Run it with a folder: bench benchmarks --data DIR"));
        Rounds rounds = new Rounds();
        for (int round = 1; round <= plan.rounds() && Files.exists(folder.resolve("humaneval.jsonl")); round++) {
            progress.at("benchmarks: programs, round %d of %d".formatted(round, plan.rounds()));
            programs(folder.resolve("humaneval.jsonl"), rounds);
        }
        progress.at("benchmarks: starting a stack");
        stack.startAsOneJvm();
        Credentials stacked = stack.credentials();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Api eval = Api.of(http, Service.EVAL, stacked.evalUrl(), stacked.adminApiKey());
            prepare(http, stacked);
            for (Map.Entry<String, BenchmarkKind> each : new LinkedHashMap<>(FILES).entrySet()) {
                Path file = folder.resolve(each.getKey());
                if (Files.exists(file)) {
                    progress.at("benchmarks: " + each.getValue().title());
                    measure(eval, file, each.getValue(), plan.brief() ? FEW_ITEMS : ITEMS, rounds);
                }
            }
        }
        return rounds.figures();
    }

    private static void programs(Path file, Rounds rounds) {
        List<BenchmarkItem> items =
                BenchmarkReader.read(BenchmarkKind.HUMANEVAL, List.of(BenchmarkFile.of(file.toString(), bytes(file))));
        try (Sandbox sandbox = new Sandbox(new SandboxProperties(true, "bwrap", "/usr/bin/python3", 0));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sandbox.requireAvailable();
            CodeTask task = new CodeTask(sandbox);
            long began = System.nanoTime();
            List<Future<ItemScore>> scores = new ArrayList<>();
            items.forEach(item ->
                    scores.add(threads.submit(() -> task.passes(item, item.question() + item.extraText("solution")))));
            int passed = 0;
            for (Future<ItemScore> score : scores) {
                passed += score.get().values().getOrDefault("pass", 0.0) == 1.0 ? 1 : 0;
            }
            rounds.add("sandbox", "HumanEval's programs", "s", (System.nanoTime() - began) / 1e9);
            rounds.add("sandbox", "programs that pass", "programs", passed);
            rounds.add("sandbox", "programs", "programs", items.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("The benchmark was interrupted.");
        } catch (ExecutionException e) {
            throw new CannotContinue("A program could not be run: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CannotContinue("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void prepare(HttpClient http, Credentials stack) {
        Api.of(http, Service.GOVERNANCE, stack.governanceUrl(), stack.adminApiKey())
                .post("/api/v1/teams", Map.of("name", TEAM))
                .expect(201);
        Api gateway = Api.of(http, Service.GATEWAY, stack.gatewayUrl(), stack.adminApiKey());
        gateway.put(
                        "/api/v1/providers/" + ROUTE,
                        Map.of(
                                "team",
                                TEAM,
                                "kind",
                                "openai",
                                "baseUrl",
                                stack.simulatorUrl() + "/v1",
                                "credential",
                                "none",
                                "models",
                                List.of(ROUTE)))
                .expect(200, 201);
        gateway.put(
                        "/api/v1/routes/" + ROUTE,
                        Map.of(
                                "team",
                                TEAM,
                                "environment",
                                "DEVELOPMENT",
                                "variants",
                                List.of(Map.of(
                                        "name",
                                        "all",
                                        "target",
                                        Map.of("provider", ROUTE, "model", ROUTE),
                                        "weight",
                                        100))))
                .expect(200, 201);
    }

    private static void measure(Api eval, Path file, BenchmarkKind kind, int items, Rounds rounds) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String path = "/api/v1/benchmarks/" + name;
        eval.put(path, Map.of("team", TEAM, "format", kind.name())).expect(200, 201);
        eval.post(
                        path + "/versions",
                        new Multipart()
                                .file("file", String.valueOf(file.getFileName()), "application/x-ndjson", bytes(file)))
                .expect(200, 201);
        long began = System.nanoTime();
        JsonNode run = eval.post(
                        path + "/runs?wait=120",
                        Map.of(
                                "target",
                                Map.of("route", ROUTE),
                                "settings",
                                Map.of("items", items),
                                "budget",
                                Map.of("concurrency", CONCURRENCY)))
                .expect(202)
                .body();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!run.path("status").asString("").equals("DONE")) {
            throw new CannotContinue(
                    kind.title() + " did not finish: " + run.path("error").asString("it is slow"));
        }
        JsonNode main = run.path("results").path("metrics").path(0);
        rounds.add(
                kind.title(),
                main.path("name").asString("accuracy"),
                "%",
                100 * main.path("value").asDouble(0));
        rounds.add(
                kind.title(),
                "upper end of the interval",
                "%",
                100 * main.path("high").asDouble(0));
        rounds.add(
                kind.title(),
                "answers",
                "answers/s",
                run.path("results").path("items").asInt() / seconds);
    }
}
