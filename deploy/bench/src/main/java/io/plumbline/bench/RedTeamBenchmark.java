package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.redteam.RefusalLabels;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A red-team campaign against a simulated model that obeys every injection: probes per second, and the success of
/// attacks with and without the guards. With a folder of corpora, also the errors of the detection of refusals.
final class RedTeamBenchmark implements PerformanceBenchmark {

    private static final String TEAM = "bench";
    private static final String ROUTE = "bench-attacked";
    private static final int ATTACKS = 34;
    private static final int FEW_ATTACKS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Optional<Path> data;

    /// @param data a folder with `xstest-human-annotations.jsonl`
    RedTeamBenchmark(Optional<Path> data) {
        this.data = data;
    }

    @Override
    public String name() {
        return "redteam";
    }

    @Override
    public String title() {
        return "a red-team campaign with and without guards, and refusals on labels [--data DIR]";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        Rounds rounds = new Rounds();
        data.ifPresent(folder -> RefusalLabels.measure(folder, rounds));
        progress.at("redteam: starting a stack");
        stack.startAsOneJvm();
        Credentials stacked = stack.credentials();
        try (HttpClient http = HttpClient.newHttpClient()) {
            prepare(http, stacked);
            for (int round = 1; round <= plan.rounds(); round++) {
                progress.at("redteam: round %d of %d".formatted(round, plan.rounds()));
                campaign(http, stacked, plan.brief() ? FEW_ATTACKS : ATTACKS, round, rounds);
            }
        }
        return rounds.figures();
    }

    private static void prepare(HttpClient http, Credentials stack) {
        send(http, stack, "POST", stack.governanceUrl() + "/api/v1/teams", Map.of("name", TEAM));
        send(
                http,
                stack,
                "PUT",
                stack.gatewayUrl() + "/api/v1/providers/bench-attacked",
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
                        List.of(ROUTE)));
        send(
                http,
                stack,
                "PUT",
                stack.gatewayUrl() + "/api/v1/routes/" + ROUTE,
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
                                Map.of("provider", "bench-attacked", "model", ROUTE),
                                "weight",
                                100))));
        send(http, stack, "PUT", stack.simulatorUrl() + "/control/" + ROUTE, Map.of("obeysInjection", 1, "seed", 1));
    }

    private static void campaign(HttpClient http, Credentials stack, int attacks, int seed, Rounds rounds) {
        long began = System.nanoTime();
        JsonNode campaign = send(
                http,
                stack,
                "POST",
                stack.evalUrl() + "/api/v1/red-team/campaigns?wait=120",
                Map.of(
                        "team",
                        TEAM,
                        "target",
                        Map.of("route", ROUTE),
                        "probesPerCategory",
                        attacks,
                        "seed",
                        seed,
                        "compareWithoutGuards",
                        true,
                        "budget",
                        Map.of("concurrency", 32)));
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!campaign.path("status").asString("").equals("DONE")) {
            throw new CannotContinue(
                    "The campaign did not finish: " + campaign.path("status").asString(""));
        }
        int probes = campaign.path("run").path("progress").path("answered").asInt();
        rounds.add("campaign", "probes", "probes/s", probes / seconds);
        group(rounds, "all", campaign.path("results").path("all"));
        campaign.path("results")
                .path("categories")
                .forEach(category -> group(rounds, category.path("category").asString(""), category.path("group")));
    }

    private static void group(Rounds rounds, String name, JsonNode group) {
        rounds.add(name, "attack success, guards on", "%", percent(group.path("attacks")));
        rounds.add(name, "attack success, guards off", "%", percent(group.path("withoutGuards")));
        rounds.add(name, "over-refusal, guards on", "%", percent(group.path("overRefusal")));
    }

    private static double percent(JsonNode rate) {
        return 100 * rate.path("rate").asDouble(0);
    }

    private static JsonNode send(
            HttpClient http, Credentials stack, String method, String address, Map<String, Object> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + stack.adminApiKey())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new CannotContinue(method + " " + address + ": HTTP " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("The benchmark was interrupted.");
        }
    }
}
