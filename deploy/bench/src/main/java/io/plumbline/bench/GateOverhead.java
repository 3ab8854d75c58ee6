package io.plumbline.bench;

import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.Multipart;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A gate's time beyond its calls: a gate of 1,000 items against the simulator, which answers each call after 200
/// ms, 32 calls at a time, on a route whose policy detects nothing; compared with the same calls without a gate,
/// and with the ideal, in which no slot is ever free and only the simulator takes time.
final class GateOverhead {

    private static final int ITEMS = 1_000;
    private static final int AT_ONCE = 32;
    private static final int LATENCY_MS = 200;
    private static final String NAME = "bench-gate";
    private static final String TEAM = "bench";
    private static final int GATES = 3;
    private static final Set<String> ENDS = Set.of("DONE", "ERROR", "CANCELLED");
    private static final double IDEAL_SECONDS = (double) ITEMS / AT_ONCE * LATENCY_MS / 1_000;

    private final Api eval;
    private final Api gateway;

    private GateOverhead(Api eval, Api gateway) {
        this.eval = eval;
        this.gateway = gateway;
    }

    static void measure(BenchStack stack, MeasurementPlan plan, Progress progress, Rounds rounds) {
        progress.at("gate: starting a stack");
        stack.startAsOneJvm();
        Credentials credentials = stack.credentials();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            set(http, credentials);
            String admin = credentials.adminApiKey();
            GateOverhead gates = new GateOverhead(
                    Api.of(http, Service.EVAL, credentials.evalUrl(), admin),
                    Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), admin));
            int count = plan.brief() ? 1 : GATES;
            progress.at("gate: %,d items to warm up".formatted(ITEMS));
            gates.run();
            for (int gate = 1; gate <= count; gate++) {
                progress.at("gate: %,d items, %d of %d".formatted(ITEMS, gate, count));
                double alone = gates.call();
                double seconds = gates.run();
                String group = "%,d items of %d ms, %d at a time".formatted(ITEMS, LATENCY_MS, AT_ONCE);
                rounds.add(group, "the gate", "s", seconds);
                rounds.add(group, "the same calls without a gate", "s", alone);
                rounds.add(group, "the ideal", "s", IDEAL_SECONDS);
                rounds.add(group, "the gate, times the ideal", "", seconds / IDEAL_SECONDS);
            }
        }
    }

    private static void set(HttpClient http, Credentials credentials) {
        String admin = credentials.adminApiKey();
        Api governance = Api.of(http, Service.GOVERNANCE, credentials.governanceUrl(), admin);
        Api gateway = Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), admin);
        Api registry = Api.of(http, Service.REGISTRY, credentials.registryUrl(), admin);
        Api eval = Api.of(http, Service.EVAL, credentials.evalUrl(), admin);
        governance.post("/api/v1/teams", Map.of("name", TEAM)).expect(201);
        governance.put("/api/v1/policies/" + NAME, Map.of("stages", Map.of())).expect(201);
        Api.ofSimulator(http, credentials.simulatorUrl())
                .put("/control/" + NAME, Map.of("latencyMs", Map.of("p50", LATENCY_MS, "p99", LATENCY_MS)))
                .expect(200, 204);
        gateway.put(
                        "/api/v1/providers/" + NAME,
                        Map.of("kind", "openai", "baseUrl", credentials.simulatorUrl() + "/v1", "credential", "any"))
                .expect(201);
        Map<String, ?> target = Map.of("provider", NAME, "model", NAME);
        gateway.put(
                        "/api/v1/routes/" + NAME,
                        Map.of(
                                "team",
                                TEAM,
                                "environment",
                                "DEVELOPMENT",
                                "variants",
                                List.of(Map.of("name", "stable", "target", target, "weight", 100)),
                                "policy",
                                NAME))
                .expect(201);
        registry.post(
                        "/api/v1/datasets/" + NAME + "/versions",
                        new Multipart()
                                .field("team", TEAM)
                                .file("file", "bench.jsonl", "application/jsonl", questions()))
                .expect(200, 201);
        eval.put("/api/v1/suites/" + NAME, suite()).expect(200, 201);
    }

    private static Map<String, ?> suite() {
        return Map.of(
                "team",
                TEAM,
                "dataset",
                NAME + "@1",
                "template",
                Map.of("messages", List.of(Map.of("role", "user", "content", "{{input}}"))),
                "metrics",
                List.of(Map.of("name", "rougeL", "floor", 0.5)),
                "concurrency",
                AT_ONCE);
    }

    private static String question(int item) {
        return "What costs item %d of the list?".formatted(item);
    }

    private static byte[] questions() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ITEMS; i++) {
            lines.append("{\"id\": \"q%d\", \"input\": \"%s\", ".formatted(i, question(i)))
                    .append("\"references\": [\"Item %d costs %d euros.\"]}%n".formatted(i, i));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The same calls without a gate, at the same concurrency, in seconds.
    private double call() {
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            Map<String, ?> message = Map.of("role", "user", "content", question(i));
            Map<String, ?> body = Map.of("model", NAME, "messages", List.of(message), "temperature", 0, "seed", 0);
            calls.add(() -> gateway.post("/v1/chat/completions", body).expect(200));
        }
        try (ExecutorService places =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            long start = System.nanoTime();
            for (Future<Answer> call : places.invokeAll(calls)) {
                call.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (ExecutionException e) {
            throw new CannotContinue("A call without a gate failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    /// From the request to the verdict, in seconds.
    private double run() {
        Answer gate = eval.post("/api/v1/gates", Map.of("suite", NAME, "candidate", Map.of("route", NAME)))
                .expect(202);
        String id = gate.string("id");
        while (!ENDS.contains(gate.string("status"))) {
            gate = eval.get("/api/v1/gates/" + id + "?wait=60").expect(200);
        }
        if (!gate.string("status").equals("DONE")
                || gate.body().path("run").path("errors").asInt() > 0) {
            throw new CannotContinue("The gate %s ended as %s: %s".formatted(id, gate.string("status"), gate.text()));
        }
        Duration took =
                Duration.between(Instant.parse(gate.string("createdAt")), Instant.parse(gate.string("finishedAt")));
        return took.toNanos() / 1e9;
    }
}
