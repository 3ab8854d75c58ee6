package io.plumbline.standalone.bench;

import io.plumbline.standalone.bench.load.Target;
import io.plumbline.standalone.demo.Api;
import io.plumbline.standalone.demo.GoldenDataset;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// What must be there before the gateway can be measured: a provider that answers at once, a route to it under the
/// policy `standard`, an application's key; and the calls, the same for both ways.
final class GatewayScene {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TEAM = "bench";
    private static final String PROVIDER = "simulator";
    private static final String MODEL = "bench-model";
    private static final String ROUTE = "bench-route";
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final Duration ACCEPTANCE_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    /// Every so many calls hold personal data, which the gateway takes out and puts back.
    private static final int ONE_PERSONAL_OF = 5;

    private final Credentials credentials;
    private final String key;

    private GatewayScene(Credentials credentials, String key) {
        this.credentials = credentials;
        this.key = key;
    }

    static GatewayScene set(Credentials credentials) {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            String admin = credentials.adminApiKey();
            Api governance = Api.of(http, Service.GOVERNANCE, credentials.governanceUrl(), admin);
            Api gateway = Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), admin);
            governance.post("/api/v1/teams", Map.of("name", TEAM)).expect(201);
            String key = governance
                    .post("/api/v1/api-keys", Map.of("name", "bench", "team", TEAM, "role", "application"))
                    .expect(201)
                    .string("key");
            Api.ofSimulator(http, credentials.simulatorUrl())
                    .put("/control/" + MODEL, Map.of("latencyMs", Map.of("p50", 0, "p99", 0)))
                    .expect(200, 204);
            connect(gateway, credentials);
            awaitRoute(Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), key));
            return new GatewayScene(credentials, key);
        }
    }

    private static void connect(Api gateway, Credentials credentials) {
        gateway.put(
                        "/api/v1/providers/" + PROVIDER,
                        Map.of(
                                "kind", "openai",
                                "baseUrl", credentials.simulatorUrl() + "/v1",
                                "credential", "the-simulator-takes-any-key"))
                .expect(201);
        Map<String, ?> target = Map.of("provider", PROVIDER, "model", MODEL);
        gateway.put(
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
    }

    /// Keys and routes are in force within two seconds.
    private static void awaitRoute(Api application) {
        long deadline = System.nanoTime() + ACCEPTANCE_LIMIT.toNanos();
        while (!application.post(COMPLETIONS, body(ROUTE, "Hello", false)).is(200)) {
            if (System.nanoTime() > deadline) {
                throw new CannotContinue(
                        "The gateway does not serve its new route after %d s.".formatted(ACCEPTANCE_LIMIT.toSeconds()));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /// Straight to the model server.
    Target direct(boolean streamed) {
        return target(credentials.simulatorUrl(), MODEL, streamed);
    }

    /// Through the gateway.
    Target through(boolean streamed) {
        return target(credentials.gatewayUrl(), ROUTE, streamed);
    }

    private Target target(String url, String model, boolean streamed) {
        List<String> questions = GoldenDataset.questions();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            String question = questions.get(i);
            String message = i % ONE_PERSONAL_OF == 0
                    ? "%s Please write to customer%d@example.com to confirm.".formatted(question, i)
                    : question;
            bodies.add(JSON.writeValueAsString(body(model, message, streamed)));
        }
        return Target.posting(url + COMPLETIONS, key, bodies);
    }

    private static Map<String, ?> body(String model, String message, boolean streamed) {
        return Map.of(
                "model",
                model,
                "messages",
                List.of(
                        Map.of(
                                "role",
                                "system",
                                "content",
                                "You answer customers of a retail bank, briefly and kindly."),
                        Map.of("role", "user", "content", message)),
                "stream",
                streamed);
    }
}
