package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.kit.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// How a gate asks its candidate, and what it makes of calls that fail.
class GateCallsIT extends GateTests {

    @Test
    void reportsWhyCallsFailAndStopsEarly() {
        eval.registry.model(TEAM, "homeless", 1, 0);
        eval.gateway.model("registry:homeless@1", _ -> FakeGateway.Said.refusal(404, "model_not_found"));
        JsonNode gate = eval.run(request("faq", "homeless", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        int calls = eval.gateway.calls("registry:homeless@1").size();
        assertThat(calls)
                .as("a refusal is not repeated, nor asked for 120 times")
                .isBetween(20, 60);
        JsonNode errors = check(gate, "errors");
        assertThat(errors.path("reason").asString())
                .isEqualTo(calls + " of 120 calls failed; 5.0 % are allowed. Most often, " + calls
                        + " times: HTTP 404 model_not_found. " + (120 - calls)
                        + " were not made: including them, 100.0 %.");
        assertThat(errors.path("value").asDouble()).isEqualTo(1);
    }

    @Test
    void survivesABurstOfProviderFailures() {
        eval.registry.model(TEAM, "bursting", 1, 0);
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        eval.gateway.model("registry:bursting@1", call -> {
            int attempt = tries.merge(FakeGateway.question(call), 1, Integer::sum);
            return attempt <= 2 ? FakeGateway.Said.status(attempt == 1 ? 503 : 500) : EvalUnderTest.rightFor(100, call);
        });
        JsonNode gate = eval.run(request("faq", "bursting", 1));
        assertThat(check(gate, "errors").path("value").asDouble()).isZero();
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void doesNotRetryWhatTheGatewayMarksAsFinal() {
        eval.suite("spent", document("tiny@1", FLOOR));
        eval.registry.model(TEAM, "spent", 1, 0);
        eval.gateway.model("registry:spent@1", _ -> FakeGateway.Said.status(429).header("x-should-retry", "false"));
        JsonNode gate = eval.run(request("spent", "spent", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(eval.gateway.calls("registry:spent@1")).hasSize(3);
    }

    @Test
    void sendsARegisteredPromptItsDeclaredVariables() {
        eval.model("host", 100);
        eval.registry.prompt(TEAM, "helpdesk", 3, "input");
        eval.gateway.model(
                "registry:host@1",
                call -> FakeGateway.Said.text(EvalUnderTest.answer(
                        call.path("plumbline").path("variables").path("input").asString())));
        JsonNode gate = eval.run("""
                {"suite": "faq", "candidate": {"prompt": "helpdesk", "version": 3, "model": "host@1"}}
                """);
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(eval.gateway.calls("registry:host@1")).hasSize(120).allSatisfy(call -> {
            assertThat(call.path("plumbline").path("prompt").asString()).isEqualTo("helpdesk@3");
            assertThat(call.path("plumbline").path("variables").propertyNames()).containsExactly("input");
        });
        assertThat(eval.registry.pushed()).anySatisfy(pushed -> {
            assertThat(pushed.path()).isEqualTo("/api/v1/prompts/helpdesk/versions/3/evaluations");
            assertThat(pushed.result().path("model").asString()).isEqualTo("host@1");
        });
    }

    @Test
    void usesThePromptOfTheSuite() {
        eval.registry.prompt(TEAM, "suite-prompt", 1, "input", "slice");
        eval.suite("prompted", """
                {"dataset": "tiny@1", "template": {"prompt": "suite-prompt@1"}, "metrics": %s}
                """.formatted(FLOOR));
        eval.registry.model(TEAM, "prompted", 1, 0);
        eval.gateway.model("registry:prompted@1", _ -> FakeGateway.Said.text("x"));
        eval.run(request("prompted", "prompted", 1));
        assertThat(eval.gateway.calls("registry:prompted@1"))
                .hasSize(3)
                .allSatisfy(call -> assertThat(
                                call.path("plumbline").path("variables").propertyNames())
                        .containsExactlyInAnyOrder("input", "slice"));
    }

    @Test
    void callsARouteAsItIsNow() {
        eval.gateway.route(TEAM, "faq-bot", call -> EvalUnderTest.rightFor(100, call));
        JsonNode gate = eval.run("{\"suite\": \"faq\", \"candidate\": {\"route\": \"faq-bot\"}}");
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        String id = gate.path("id").asString();
        assertThat(gate.path("counts").asBoolean()).isFalse();
        assertThat(report("/api/v1/gates/" + id + "/report", "text/markdown"))
                .contains("For information only: only a version can be promoted to production, not a route");
        assertThat(database()
                        .sql(
                                "select convert_from(canonical, 'UTF8') from audit.event where resource_id = ? and action = 'eval.gate.finished'")
                        .param(id)
                        .query(String.class)
                        .single())
                .containsPattern("counts\\W+false");
    }

    /// What an assertion forbids may stand behind any prefix.
    @Test
    void countsAnOverlongAnswerAsAnErrorNotByItsBeginning() {
        eval.suite(
                "harmless",
                document(
                        "tiny@1",
                        "[{\"name\": \"contains\", \"options\": {\"texts\": [\"forbidden\"]}, \"negate\": true,"
                                + " \"floor\": 0.1}]"));
        eval.registry.model(TEAM, "talkative", 1, 0);
        eval.gateway.model("registry:talkative@1", _ -> FakeGateway.Said.text("x".repeat(200_000) + " forbidden"));

        JsonNode gate = eval.run(request("harmless", "talkative", 1));

        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(check(gate, "errors").path("reason").asString())
                .startsWith("3 of 3 calls failed")
                .contains("3 times: the answer is too long.");
        assertThat(get("/api/v1/gates/" + gate.path("id").asString() + "/items")
                        .path("items")
                        .path(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("ERROR");
    }

    @Test
    void refusesResourcesOfAnotherTeam() {
        eval.registry.model("team-b", "theirs", 1, 0);
        eval.registry.prompt("team-b", "their-prompt", 1, "input");
        eval.gateway.route("team-b", "their-route", _ -> FakeGateway.Said.text("secret"));
        eval.model("ours", 100);
        for (String candidate : new String[] {
            "{\"model\": \"theirs\", \"version\": 1}",
            "{\"model\": \"ours\", \"version\": 9}",
            "{\"prompt\": \"their-prompt\", \"version\": 1, \"model\": \"ours@1\"}",
            "{\"prompt\": \"absent\", \"version\": 1, \"model\": \"ours@1\"}",
            "{\"route\": \"their-route\"}",
            "{\"route\": \"absent\"}",
            "{\"model\": \"ours\"}",
            "{\"model\": \"ours\", \"version\": 1, \"route\": \"faq-bot\"}",
            "{}"
        }) {
            post("/api/v1/gates", "{\"suite\": \"faq\", \"candidate\": " + candidate + "}")
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("/problems/candidate-invalid")
                    .jsonPath("$.errors[0].pointer")
                    .value(String.class, pointer -> assertThat(pointer).startsWith("/candidate"));
        }
        assertThat(eval.gateway.calls("their-route")).isEmpty();
    }

    @Test
    void endsWithAnErrorIfDatasetOrPromptCannotBeUsed() {
        eval.model("curious", 100);
        eval.registry.dataset(TEAM, "their-data", EvalUnderTest.questions(3));
        eval.registry.prompt(TEAM, "their-template", 1, "input");
        eval.suite("their-data", document("their-data@1", FLOOR));
        eval.suite(
                "their-template",
                "{\"dataset\": \"tiny@1\", \"template\": {\"prompt\": \"their-template@1\"}, \"metrics\": " + FLOOR
                        + "}");
        eval.registry.dataset("team-b", "their-data", EvalUnderTest.questions(3));
        eval.registry.prompt("team-b", "their-template", 1, "input");
        for (String suite : new String[] {"their-data", "their-template"}) {
            JsonNode gate = eval.run(request(suite, "curious", 1));
            assertThat(gate.path("status").asString()).isEqualTo("ERROR");
            assertThat(gate.path("verdict").isNull()).isTrue();
            assertThat(gate.path("error").asString()).contains(suite).contains("does not exist");
        }
        eval.registry.dataset(TEAM, "their-data", EvalUnderTest.questions(3), "It was not audited.");
        assertThat(eval.run(request("their-data", "curious", 1)).path("error").asString())
                .contains("blocks the dataset their-data@1", "It was not audited.");
        assertThat(eval.gateway.calls("registry:curious@1")).isEmpty();
    }

    /// Its calls hang; the gates of another team, on another provider, do not notice.
    @Test
    void isolatesTeamsFromAHangingProvider() {
        CountDownLatch release = new CountDownLatch(1);
        RestTestClient other = otherTeam("quick", call -> EvalUnderTest.rightFor(100, call));
        List<String> hung = new ArrayList<>();
        try {
            long alone = millis(other, "quick");
            for (int i = 0; i < 3; i++) {
                hung.add(openOn("hanging", "hanging-" + i, "faq", call -> {
                    awaitLatch(release);
                    return EvalUnderTest.rightFor(100, call);
                }));
            }
            await("they hang")
                    .until(() -> !eval.gateway.calls("registry:hanging-0@1").isEmpty());
            List<Long> beside = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                beside.add(millis(other, "quick"));
            }
            log("a gate of 3 items alone: {0} ms; beside a provider that hangs: {1} ms", alone, beside);
            assertThat(beside).allMatch(millis -> millis < 5_000);
        } finally {
            hung.forEach(id -> post("/api/v1/gates/" + id + "/cancel", "{}"));
            release.countDown();
        }
    }

    /// Their calls are answered, on the same provider, but there are many.
    @Test
    void isolatesTeamsFromATeamWithManyGates() {
        RestTestClient other = otherTeam("small", call -> EvalUnderTest.rightFor(100, call));
        List<String> many = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                many.add(openOn("common", "many-" + i, "faq", call -> {
                    pause(Duration.ofMillis(200));
                    return EvalUnderTest.rightFor(100, call);
                }));
            }
            eval.registry.detail("small", 1, "provider", "common");
            await("they are under way")
                    .until(() -> !eval.gateway.calls("registry:many-5@1").isEmpty());
            long beside = millis(other, "small");
            long ended = many.stream()
                    .filter(id ->
                            get("/api/v1/gates/" + id).path("status").asString().equals("DONE"))
                    .count();
            log("a gate of 3 items beside 40 of 120 items: {0} ms, when {1} of them had ended", beside, ended);
            assertThat(beside).isLessThan(5_000);
        } finally {
            many.forEach(id -> post("/api/v1/gates/" + id + "/cancel", "{}"));
        }
    }

    @Test
    void countsAHangingCallAsAnErrorAndEndsIfNothingIsAnswered() {
        eval.suite("impatient", impatient());
        CountDownLatch release = new CountDownLatch(1);
        try {
            long start = System.nanoTime();
            String id = openOn("silent", "silent", "impatient", call -> {
                awaitLatch(release);
                return EvalUnderTest.rightFor(100, call);
            });
            await("its first error is seen")
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> get("/api/v1/gates/" + id)
                                    .path("run")
                                    .path("errors")
                                    .asInt()
                            > 0);
            log("the first error of a provider that hangs: after {0} ms, of a limit of 1 s", millisSince(start));
            assertThat(millisSince(start)).isLessThan(6_000);
            JsonNode gate = get("/api/v1/gates/" + id + "?wait=30");
            log("the end of its gate of 120 items: after {0} ms", millisSince(start));
            assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
            assertThat(gate.path("run").path("halted").asString()).isEqualTo("HOPELESS");
            assertThat(gate.path("run").path("lastError").asString()).isEqualTo("candidate: no answer within 1 s");
            assertThat(check(gate, "errors").path("reason").asString()).contains("no answer within 1 s");
            assertThat(eval.gateway.calls("registry:silent@1").size()).isLessThanOrEqualTo(40);
        } finally {
            release.countDown();
        }
    }

    /// Its first call is given up only after a minute.
    @Test
    void reportsARetriedError() {
        String id = openOn(
                "resting", "resting", "faq", _ -> FakeGateway.Said.status(503).header("retry-after", "25"));
        try {
            await("its first error is seen").atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                JsonNode run = get("/api/v1/gates/" + id).path("run");
                assertThat(run.path("lastError").asString("")).isEqualTo("candidate: HTTP 503");
                assertThat(run.path("lastErrorAt").isNull()).isFalse();
                assertThat(run.path("retries").asInt()).isPositive();
                assertThat(run.path("errors").asInt()).isZero();
            });
        } finally {
            post("/api/v1/gates/" + id + "/cancel", "{}");
        }
    }

    /// A floor that fails needs none.
    @Test
    void stopsCallingASilentBaselineAndContinuesWithoutIt() {
        eval.suite("one-sided", impatient());
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "one-sided", 2, 1);
        eval.gateway.model("registry:one-sided@1", call -> {
            awaitLatch(release);
            return EvalUnderTest.rightFor(100, call);
        });
        eval.gateway.model("registry:one-sided@2", call -> EvalUnderTest.rightFor(10, call));
        try {
            JsonNode gate = eval.run(request("one-sided", "one-sided", 2));
            assertThat(gate.path("verdict").asString()).isEqualTo("FAIL");
            assertThat(check(gate, "baseline.errors").path("reason").asString())
                    .contains("not called, because of no answer within 1 s");
            assertThat(eval.gateway.calls("registry:one-sided@1").size()).isLessThanOrEqualTo(40);
            assertThat(eval.gateway.calls("registry:one-sided@2")).hasSize(120);
        } finally {
            release.countDown();
        }
    }

    private static String impatient() {
        return document("faq@1", FLOOR).replace("\"errorBudget\"", "\"callTimeoutSeconds\": 1, \"errorBudget\"");
    }

    /// A gate on a model of a provider.
    private static String openOn(
            String provider, String model, String suite, Function<JsonNode, FakeGateway.Said> behaviour) {
        eval.registry.model(TEAM, model, 1, 0);
        eval.registry.detail(model, 1, "provider", provider);
        eval.gateway.model("registry:" + model + "@1", behaviour);
        return open(request(suite, model, 1));
    }

    /// Another team, with a dataset of 3 records, a suite and a model of that name.
    private static RestTestClient otherTeam(String name, Function<JsonNode, FakeGateway.Said> behaviour) {
        eval.registry.dataset("team-b", name, EvalUnderTest.questions(3));
        eval.registry.model("team-b", name, 1, 0);
        eval.gateway.model("registry:" + name + "@1", behaviour);
        RestTestClient client = eval.service.client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER));
        put(client, name, document(name + "@1", FLOOR));
        return client;
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static void log(String message, Object... figures) {
        System.getLogger("gates").log(System.Logger.Level.INFO, message, figures);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static long millis(RestTestClient client, String suite) {
        long start = System.nanoTime();
        String body = client.post()
                .uri("/api/v1/gates?wait=60")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"cache\": false, " + request(suite, suite, 1).substring(1))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).contains("DONE");
        return millisSince(start);
    }

    private static void put(RestTestClient client, String suite, String document) {
        client.put()
                .uri("/api/v1/suites/" + suite)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document)
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }
}
