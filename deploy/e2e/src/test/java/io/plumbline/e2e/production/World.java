package io.plumbline.e2e.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.e2e.Caller;
import io.plumbline.e2e.Caller.Answer;
import io.plumbline.e2e.RunningStack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A production route with all that it rests on, approved by the people who may: a model of two versions of which
/// the first passed its suite and is in production, a provider of its own, a strict policy. Beside it a model of
/// the lowest tier that passes a trivial suite, and one at another vendor that passed nothing. Each world has
/// names of its own.
final class World {

    static final String TEAM = "retail-banking";
    private static final String STRICT = "strict";

    private final RunningStack stack;
    final Caller engineer;
    final Caller admin;
    private final Caller officer;
    private final Caller application;
    final String name;

    World(RunningStack stack, Callers callers, String name) {
        this.stack = stack;
        this.engineer = callers.engineer();
        this.officer = callers.officer();
        this.application = callers.application();
        this.admin = Caller.admin(stack);
        this.name = name;
    }

    /// Keys that all worlds share.
    record Callers(Caller engineer, Caller officer, Caller application) {

        static Callers of(RunningStack stack) {
            Callers callers = new Callers(
                    Caller.of(stack, TEAM, "ml-engineer"),
                    Caller.of(stack, TEAM, "compliance-officer"),
                    Caller.of(stack, TEAM, "application"));
            await("every service knows the keys")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> List.of("registry", "gateway", "eval", "governance").stream()
                            .allMatch(service -> callers.engineer()
                                            .get(service, "/api/v1/nothing")
                                            .status()
                                    != 401));
            return callers;
        }
    }

    String serious() {
        return name + "-serious";
    }

    String trivial() {
        return name + "-trivial";
    }

    String elsewhere() {
        return name + "-elsewhere";
    }

    String suite() {
        return name + "-suite";
    }

    String easySuite() {
        return name + "-easy";
    }

    String provider() {
        return name + "-provider";
    }

    /// Makes all of it. What fails here is no finding.
    World begin() {
        provider(provider(), "127.0.0.1");
        provider(elsewhere(), "localhost");
        suite(suite(), 0.5);
        suite(easySuite(), 0.01);
        model(serious(), "LIMITED", suite(), provider(), 2);
        model(trivial(), "MINIMAL", easySuite(), provider(), 1);
        model(elsewhere(), "MINIMAL", easySuite(), elsewhere(), 1);
        gate(suite(), serious(), 1);
        gate(easySuite(), trivial(), 1);
        approved(() -> transition(serious(), 1, "PRODUCTION"));
        await("the route")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> approved(
                        () -> admin.put("gateway", "/api/v1/routes/" + name, route(version(serious(), 1), strict()))));
        return this;
    }

    /// Makes a change, approved by the officer where it has to be.
    private void approved(Supplier<Answer> change) {
        Answer answer = change.get();
        if (answer.status() == 409 && answer.body().path("type").asString().endsWith("/approval-required")) {
            officer.post(
                            "governance",
                            "/api/v1/approvals/"
                                    + answer.body().at("/approval/id").asString() + "/decision",
                            Map.of("decision", "APPROVE", "comment", "Seen."))
                    .expect(200);
            answer = change.get();
        }
        assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201);
    }

    /// The simulator by one of its names.
    Answer provider(String provider, String host) {
        String url = stack.credential("simulatorUrl").replace("127.0.0.1", host).replace("localhost", host);
        return admin.put("gateway", "/api/v1/providers/" + provider, Map.of("kind", "openai", "baseUrl", url + "/v1"));
    }

    Answer suite(String suite, double floor) {
        return engineer.put(
                "eval",
                "/api/v1/suites/" + suite,
                Map.of(
                        "team",
                        TEAM,
                        "dataset",
                        "golden-support@1",
                        "template",
                        Map.of("messages", List.of(Map.of("role", "user", "content", "{{input}}"))),
                        "metrics",
                        List.of(Map.of("name", "rougeL", "floor", floor))));
    }

    private void model(String model, String tier, String suite, String provider, int versions) {
        engineer.put(
                        "registry",
                        "/api/v1/models/" + model,
                        Map.of("team", TEAM, "riskTier", tier, "requiredSuites", List.of(suite)))
                .expect(201);
        for (int i = 1; i <= versions; i++) {
            engineer.post(
                            "registry",
                            "/api/v1/models/" + model + "/versions",
                            Map.of(
                                    "kind",
                                    "FOUNDATION",
                                    "provider",
                                    provider,
                                    "upstreamModel",
                                    "sim-support",
                                    "parameters",
                                    Map.of("max_tokens", 500 + i)))
                    .expect(201);
        }
    }

    Answer gate(String suite, String model, int version) {
        return engineer.post(
                "eval",
                "/api/v1/gates?wait=60",
                Map.of("suite", suite, "candidate", Map.of("model", model, "version", version)));
    }

    Answer transition(String model, int version, String to) {
        return engineer.post(
                "registry", "/api/v1/models/" + model + "/versions/" + version + "/transitions", Map.of("to", to));
    }

    static Map<String, ?> version(String model, int version) {
        return Map.of("model", model, "version", version);
    }

    static Map<String, ?> alias(String model, String alias) {
        return Map.of("model", model, "alias", alias);
    }

    /// The strict policy, as the route has it.
    static Map<String, ?> strict() {
        return Map.of("policy", STRICT);
    }

    static Map<String, ?> route(Map<String, ?> target, Map<String, ?> more) {
        return route("PRODUCTION", target, more);
    }

    static Map<String, ?> route(String environment, Map<String, ?> target, Map<String, ?> more) {
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("team", TEAM);
        route.put("environment", environment);
        route.put("variants", List.of(Map.of("name", "all", "target", target, "weight", 100)));
        route.putAll(more);
        return route;
    }

    Answer putRoute(Map<String, ?> document) {
        return engineer.put("gateway", "/api/v1/routes/" + name, document);
    }

    /// By which configuration a customer is answered now; null when the call is refused.
    @Nullable
    String served() {
        Answer answer = application.post(
                "gateway",
                "/v1/chat/completions",
                Map.of(
                        "model",
                        name,
                        "messages",
                        List.of(Map.of("role", "user", "content", "I lost my card, what should I do?"))));
        return answer.status() == 200 ? answer.header("x-plumbline-served-configuration") : null;
    }
}
