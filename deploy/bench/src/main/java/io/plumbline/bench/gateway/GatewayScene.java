package io.plumbline.bench.gateway;

import io.plumbline.bench.load.LoadTarget;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.content.GoldenDataset;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The setup for measuring the gateway: a provider, a route to it under each policy, an application's key, and
/// for the policies other than `none` a limit and a budget that cover the calls and never refuse one; and the
/// calls, the same for every path.
final class GatewayScene {

    /// Detects nothing, and no limit or budget covers the call. It is recorded like any other.
    static final String NO_POLICY = "none";

    /// The policy that also uses the encoder.
    static final String WITH_ENCODER = "standard";

    private static final List<String> BUILT_IN = List.of("deterministic", WITH_ENCODER);

    /// The policies, in order of increasing work.
    static final List<String> POLICIES =
            Stream.concat(Stream.of(NO_POLICY), BUILT_IN.stream()).toList();

    /// The route under the unchanged policy `standard`, with its own time limit.
    private static final String AS_IS = "bench-as-is";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final String TEAM = "bench";
    private static final String PROVIDER = "fixed";
    /// A model with a price, so that budgets can count it.
    private static final String MODEL = "gpt-4o-mini";
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String DEVELOPMENT = "DEVELOPMENT";
    private static final int LONG_MS = 60_000;
    private static final int PLENTY = 1_000_000_000;
    private static final Duration ACCEPTANCE_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    /// One in this many calls contains personal data, which the gateway redacts and restores.
    private static final int ONE_PERSONAL_OF = 5;

    private final Credentials credentials;
    private final String key;

    private GatewayScene(Credentials credentials, String key) {
        this.credentials = credentials;
        this.key = key;
    }

    /// @param upstream URL of the provider
    static GatewayScene set(Credentials credentials, String upstream) {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            String admin = credentials.adminApiKey();
            Api governance = Api.of(http, Service.GOVERNANCE, credentials.governanceUrl(), admin);
            Api gateway = Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), admin);
            String key = setCallers(governance);
            connect(gateway, upstream);
            Api application = Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), key);
            POLICIES.forEach(policy -> awaitRoute(application, routeOf(policy)));
            awaitRoute(application, AS_IS);
            return new GatewayScene(credentials, key);
        }
    }

    /// Creates the team, its policies and an application's key.
    ///
    /// @return the key
    static String setCallers(Api governance) {
        governance.post("/api/v1/teams", Map.of("name", TEAM)).expect(201);
        governance
                .put("/api/v1/policies/" + routeOf(NO_POLICY), Map.of("stages", Map.of()))
                .expect(201);
        BUILT_IN.forEach(policy -> copyPatiently(governance, policy));
        return governance
                .post("/api/v1/api-keys", Map.of("name", TEAM, "team", TEAM, "role", "application"))
                .expect(201)
                .string("key");
    }

    /// With a time limit that no call reaches, however busy the machine is: a call stopped for lack of time would
    /// appear fast.
    private static void copyPatiently(Api governance, String policy) {
        JsonNode document =
                governance.get("/api/v1/policies/" + policy).expect(200).body();
        Map<String, Object> copy = new LinkedHashMap<>();
        document.properties().forEach(member -> copy.put(member.getKey(), member.getValue()));
        copy.keySet().removeAll(Set.of("name", "team", "version", "builtIn", "changedAt", "changedBy"));
        copy.put("timeoutMs", LONG_MS);
        governance.put("/api/v1/policies/" + routeOf(policy), copy).expect(201);
    }

    private static void connect(Api gateway, String upstream) {
        gateway.put(
                        "/api/v1/providers/" + PROVIDER,
                        Map.of("kind", "openai", "baseUrl", upstream + "/v1", "credential", "any"))
                .expect(201);
        for (String policy : POLICIES) {
            String route = routeOf(policy);
            put(gateway, route, route);
            if (!policy.equals(NO_POLICY)) {
                bound(gateway, route);
            }
        }
        put(gateway, AS_IS, WITH_ENCODER);
    }

    private static void put(Api gateway, String route, String policy) {
        Map<String, ?> target = Map.of("provider", PROVIDER, "model", MODEL);
        gateway.put(
                        "/api/v1/routes/" + route,
                        Map.of(
                                "team",
                                TEAM,
                                "environment",
                                DEVELOPMENT,
                                "variants",
                                List.of(Map.of("name", "stable", "target", target, "weight", 100)),
                                "policy",
                                policy))
                .expect(201);
    }

    private static void bound(Api gateway, String route) {
        Map<String, ?> scope = Map.of("team", TEAM, "route", route);
        gateway.put(
                        "/api/v1/limits/" + route,
                        Map.of(
                                "scope",
                                scope,
                                "limits",
                                Map.of("requestsPerMinute", PLENTY, "tokensPerMinute", PLENTY, "concurrency", 1_000)))
                .expect(201);
        gateway.put(
                        "/api/v1/budgets/" + route,
                        Map.of("scope", scope, "amountUsd", 900_000, "period", "MONTH", "action", "REJECT"))
                .expect(201);
    }

    static String routeOf(String policy) {
        return "bench-" + policy;
    }

    /// Keys, policies and routes take effect within two seconds.
    static void awaitRoute(Api application, String route) {
        long deadline = System.nanoTime() + ACCEPTANCE_LIMIT.toNanos();
        while (!application.post(COMPLETIONS, body(route, "Hello", 0)).is(200)) {
            if (System.nanoTime() > deadline) {
                throw new CannotContinue(
                        "The gateway does not serve its new route after %d s.".formatted(ACCEPTANCE_LIMIT.toSeconds()));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /// Through the gateway.
    ///
    /// @param chunks the number of pieces of the answer; 0 for one that is not streamed
    LoadTarget through(String policy, int chunks) {
        return target(credentials.gatewayUrl(), routeOf(policy), chunks);
    }

    /// To a server without keys and routes.
    LoadTarget to(String url, int chunks) {
        return target(url, MODEL, chunks);
    }

    /// Through the gateway, with bodies that name their route.
    LoadTarget throughGateway(List<String> bodies) {
        return LoadTarget.posting(credentials.gatewayUrl() + COMPLETIONS, key, bodies);
    }

    /// The same to a provider.
    LoadTarget toProvider(String url, List<String> bodies) {
        return LoadTarget.posting(url + COMPLETIONS, key, bodies);
    }

    /// Makes one call under the unchanged policy `standard`.
    Answer ask(HttpClient http, String message) {
        return Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), key).post(COMPLETIONS, body(AS_IS, message, 0));
    }

    private LoadTarget target(String url, String model, int chunks) {
        List<String> questions = GoldenDataset.questions();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            String question = questions.get(i);
            String message = i % ONE_PERSONAL_OF == 0
                    ? "%s Please write to customer%d@example.com to confirm.".formatted(question, i)
                    : question;
            bodies.add(JSON.writeValueAsString(body(model, message, chunks)));
        }
        return LoadTarget.posting(url + COMPLETIONS, key, bodies);
    }

    /// The provider selects its answer by the seed.
    private static Map<String, ?> body(String model, String message, int chunks) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put(
                "messages",
                List.of(
                        Map.of(
                                "role",
                                "system",
                                "content",
                                "You answer customers of a retail bank, briefly and kindly."),
                        Map.of("role", "user", "content", message)));
        body.put("stream", chunks > 0);
        body.put("seed", chunks);
        return body;
    }
}
