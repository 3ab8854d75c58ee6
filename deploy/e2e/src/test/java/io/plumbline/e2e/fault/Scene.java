package io.plumbline.e2e.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What must be there before anything fails: a guarded route to the simulator with an application's key and questions
/// whose answers are known, and, in another team, a model with a suite for the gate.
///
/// @param key of the application that calls the route
record Scene(FaultyStack stack, String key, List<Question> questions) {

    static final String TEAM = "faults";

    private static final String GATE_TEAM = "faults-gate";
    private static final String MODEL = "faults-model";
    private static final String GATE_MODEL = "faults-gate-model";
    private static final String ROUTE = "faults-route";
    private static final String SUITE = "faults-suite";
    private static final Path GOLDEN =
            Path.of("..", "standalone", "src", "main", "resources", "demo", "golden-support.jsonl");
    private static final int QUESTIONS = 12;

    static Scene set(FaultyStack stack) {
        stack.post("governance", "/api/v1/teams", Map.of("name", TEAM)).expect(201);
        stack.post("governance", "/api/v1/teams", Map.of("name", GATE_TEAM)).expect(201);
        String key = stack.post(
                        "governance", "/api/v1/api-keys", Map.of("name", "caller", "team", TEAM, "role", "application"))
                .expect(201)
                .path("key")
                .asString();
        stack.put(
                        "gateway",
                        "/api/v1/providers/simulator",
                        Map.of("kind", "openai", "baseUrl", stack.url("simulator") + "/v1", "credential", "any"))
                .expect(201);
        Map<String, ?> target = Map.of("provider", "simulator", "model", MODEL);
        stack.put(
                        "gateway",
                        "/api/v1/routes/" + ROUTE,
                        Map.of(
                                "team",
                                TEAM,
                                "environment",
                                "DEVELOPMENT",
                                "variants",
                                List.of(Map.of("name", "stable", "target", target, "weight", 100)),
                                "policy",
                                "standard"))
                .expect(201);
        prepareGate(stack);
        Scene scene = new Scene(stack, key, new ArrayList<>());
        scene.healProvider();
        scene.learn();
        return scene;
    }

    private static void prepareGate(FaultyStack stack) {
        try {
            stack.upload(
                            "/api/v1/datasets/faults-golden/versions",
                            GATE_TEAM,
                            Files.readString(GOLDEN).strip())
                    .expect(200, 201);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stack.put("registry", "/api/v1/models/faults-model", Map.of("team", GATE_TEAM, "riskTier", "MINIMAL"))
                .expect(201);
        stack.post(
                        "registry",
                        "/api/v1/models/faults-model/versions",
                        Map.of("kind", "FOUNDATION", "provider", "simulator", "upstreamModel", GATE_MODEL))
                .expect(201);
        stack.put(
                        "eval",
                        "/api/v1/suites/" + SUITE,
                        Map.of(
                                "team",
                                GATE_TEAM,
                                "dataset",
                                "faults-golden@1",
                                "template",
                                Map.of("messages", List.of(Map.of("role", "user", "content", "{{input}}"))),
                                "metrics",
                                List.of(Map.of("name", "rougeL", "floor", 0.5)),
                                "concurrency",
                                4))
                .expect(201);
        stack.put("simulator", "/control/" + GATE_MODEL, Map.of("latencyMs", Map.of("p50", 400, "p99", 600)))
                .expect(200);
    }

    /// Opens a gate that takes some ten seconds.
    ///
    /// @return its id
    String openGate() {
        return stack.post(
                        "eval",
                        "/api/v1/gates",
                        Map.of("suite", SUITE, "candidate", Map.of("model", "faults-model", "version", 1)))
                .expect(202)
                .path("id")
                .asString();
    }

    JsonNode gate(String id) {
        return stack.get("eval", "/api/v1/gates/" + id).expect(200);
    }

    /// Has the provider misbehave in some way.
    void breakProvider(Map<String, ?> dials) {
        stack.put("simulator", "/control/" + MODEL, dials).expect(200);
    }

    /// The provider at its best: each answer comes at once, but a stream takes a moment.
    void healProvider() {
        breakProvider(Map.of("latencyMs", Map.of("p50", 10, "p99", 40), "tokensPerSecond", 80));
    }

    Client client() {
        return new Client(stack.gateway(), key);
    }

    SlowClient slowClient() {
        return new SlowClient(stack.gateway(), key);
    }

    /// Asks everything once, of a stack that is healthy. Keys and routes are in force within two seconds.
    private void learn() {
        Client client = client();
        await("the gateway knows key and route")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> !client.answerTo(Question.of(ROUTE, "Hello")).isEmpty());
        try (var lines = Files.lines(GOLDEN)) {
            List<String> inputs = lines.limit(QUESTIONS)
                    .map(line -> Question.JSON.readTree(line).path("input").asString())
                    .toList();
            for (int i = 0; i < inputs.size(); i++) {
                // Every third holds personal data, which the gateway takes out and puts back.
                String text = i % 3 == 0
                        ? inputs.get(i) + " Please write to customer" + i + "@example.com to confirm."
                        : inputs.get(i);
                Question question = Question.of(ROUTE, text);
                questions.add(question.answeredBy(client.answerTo(question)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
