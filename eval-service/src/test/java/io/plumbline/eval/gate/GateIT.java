package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.FakeRegistry;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.run.GateQueue;
import io.plumbline.eval.gate.run.GateRunner;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class GateIT {

    private static final String FLOOR = "[{\"name\": \"exactMatch\", \"floor\": 0.8}]";

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = new EvalUnderTest();
        eval.suite("faq", document("faq@1", FLOOR));
    }

    @AfterAll
    static void stop() {
        eval.close();
    }

    @Test
    void passesAGoodModelAndTellsTheRegistry() {
        eval.model("good", 100);
        JsonNode gate = eval.run("""
                {"suite": "faq", "candidate": {"model": "good", "version": 2}, "commit": "abc123"}
                """);

        assertThat(gate.path("status").asString()).isEqualTo("DONE");
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(gate.path("progress").asDouble()).isEqualTo(1);
        assertThat(gate.path("tiers").path("1").asString()).isEqualTo("PASS");
        JsonNode floor = check(gate, "exactMatch.floor");
        assertThat(floor.path("value").asDouble()).isEqualTo(1);
        assertThat(floor.path("ciLow").asDouble()).isBetween(0.9, 1.0);
        assertThat(floor.path("threshold").asDouble()).isEqualTo(0.8);

        assertThat(eval.gateway.calls("registry:good@2")).hasSize(120).allSatisfy(call -> {
            assertThat(call.path("plumbline").path("purpose").asString()).isEqualTo("evaluation");
            assertThat(call.path("temperature").asInt()).isZero();
        });
        FakeRegistry.Pushed pushed = pushed("good");
        assertThat(pushed.path()).isEqualTo("/api/v1/models/good/versions/2/evaluations");
        assertThat(pushed.result().path("kind").asString()).isEqualTo("GATE");
        assertThat(pushed.result().path("runId")).isEqualTo(gate.path("id"));
        assertThat(pushed.result().path("verdict").asString()).isEqualTo("PASS");
        assertThat(pushed.result().path("commit").asString()).isEqualTo("abc123");
        assertThat(pushed.result().path("checks").size())
                .isEqualTo(gate.path("checks").size());
    }

    @Test
    void failsAModelBelowTheFloor() {
        eval.model("bad", 40);
        JsonNode gate = eval.run(request("faq", "bad", 1));

        assertThat(gate.path("verdict").asString()).isEqualTo("FAIL");
        JsonNode floor = check(gate, "exactMatch.floor");
        assertThat(floor.path("outcome").asString()).isEqualTo("FAIL");
        assertThat(floor.path("value").asDouble()).isBetween(0.3, 0.5);
        assertThat(floor.path("ciHigh").asDouble()).isLessThan(0.8);
        assertThat(floor.path("reason").asString()).isNotBlank();
        assertThat(pushed("bad").result().path("verdict").asString()).isEqualTo("FAIL");
    }

    @Test
    void comparesWithWhatIsInProductionWhenNoBaselineIsNamed() {
        eval.suite("no-worse", document("faq@1", "[{\"name\": \"exactMatch\", \"maxRegression\": 0.05}]"));
        eval.registry.model(TEAM, "follower", 2, 1);
        eval.gateway.model("registry:follower@1", call -> EvalUnderTest.rightFor(95, call));
        eval.gateway.model("registry:follower@2", call -> EvalUnderTest.rightFor(60, call));
        JsonNode gate = eval.run(request("no-worse", "follower", 2));

        assertThat(gate.path("baseline").path("version").asInt()).isEqualTo(1);
        assertThat(gate.path("verdict").asString()).isEqualTo("FAIL");
        JsonNode regression = check(gate, "exactMatch.regression");
        assertThat(regression.path("value").asDouble()).isBetween(-0.45, -0.25);
        assertThat(regression.path("baseline").asDouble()).isGreaterThan(0.9);
        assertThat(eval.gateway.calls("registry:follower@1")).hasSize(120);
    }

    @Test
    void passesAsGoodACandidateAsTheNamedBaseline() {
        eval.suite("no-worse-2", document("faq@1", "[{\"name\": \"rougeL\", \"maxRegression\": 0.05}]"));
        eval.model("twin", 90);
        JsonNode gate = eval.run("""
                {"suite": "no-worse-2", "candidate": {"model": "twin", "version": 2},
                 "baseline": {"model": "twin", "version": 1}}
                """);
        assertThat(check(gate, "rougeL.regression").path("value").asDouble()).isZero();
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(gate.path("counts").asBoolean())
                .as("nothing is in production: the caller chose what to compare with")
                .isFalse();
        assertThat(eval.registry.pushed()).noneMatch(pushed -> pushed.path().contains("/twin/"));
        assertThat(report("/api/v1/gates/" + gate.path("id").asString() + "/report", "text/markdown"))
                .contains("For information only");
    }

    @Test
    void countsAgainstANamedBaselineThatIsInProduction() {
        eval.suite("no-worse-3", document("faq@1", "[{\"name\": \"rougeL\", \"maxRegression\": 0.05}]"));
        eval.registry.model(TEAM, "heir", 2, 1);
        eval.gateway.model("registry:heir@1", call -> EvalUnderTest.rightFor(90, call));
        eval.gateway.model("registry:heir@2", call -> EvalUnderTest.rightFor(90, call));
        JsonNode gate = eval.run("""
                {"suite": "no-worse-3", "candidate": {"model": "heir", "version": 2},
                 "baseline": {"model": "heir", "version": 1}}
                """);
        assertThat(gate.path("counts").asBoolean()).isTrue();
        assertThat(pushed("heir").result().path("verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void refusesACandidateAsItsOwnBaseline() {
        eval.model("mirror", 0);
        post("/api/v1/gates", """
                        {"suite": "faq", "candidate": {"model": "mirror", "version": 1},
                         "baseline": {"model": "mirror", "version": 1}}
                        """)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/baseline");
    }

    @Test
    void staysOpenWhenNothingIsKnownOfTheQuality() {
        eval.suite("relative", """
                {"dataset": "faq@1", "template": {"messages": [{"role": "user", "content": "{{input}}"}]},
                 "metrics": [{"name": "exactMatch", "maxRegression": 0}], "ceilings": {"costUsd": 100}}
                """);
        eval.model("first", 0);
        JsonNode gate = eval.run(request("relative", "first", 1));
        assertThat(check(gate, "exactMatch.regression").path("outcome").asString())
                .isEqualTo("SKIPPED");
        assertThat(check(gate, "cost").path("outcome").asString()).isEqualTo("PASS");
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void decidesASuiteOfCeilingsAlone() {
        eval.suite("ceilings", """
                {"dataset": "tiny@1", "template": {"messages": [{"role": "user", "content": "{{input}}"}]},
                 "metrics": [], "ceilings": {"costUsd": 0.01}}
                """);
        eval.model("cheap", 100);
        assertThat(eval.run(request("ceilings", "cheap", 1)).path("verdict").asString())
                .isEqualTo("PASS");
    }

    @Test
    void takesAQuestionThatIsAskedAgainForOne() {
        List<Map<String, Object>> records = new ArrayList<>(EvalUnderTest.questions(2));
        for (int i = 0; i < 60; i++) {
            records.add(Map.of("id", "again-" + i, "input", "Question 1", "references", List.of("x")));
        }
        eval.registry.dataset(TEAM, "stuffed", records);
        eval.suite("stuffed", document("stuffed@1", FLOOR));
        eval.model("stuffed", 100);
        JsonNode gate = eval.run(request("stuffed", "stuffed", 1));
        assertThat(eval.gateway.calls("registry:stuffed@1")).hasSize(2);
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(check(gate, "duplicates").path("reason").asString()).startsWith("60 of 62 records");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /commit      | "commit": "feature/x y"
            /commit      | "commit": "a\\u0007b"
            /pullRequest | "pullRequest": "a\\nb"
            """)
    void refusesWhatTheRegistryWouldRefuse(String pointer, String member) {
        eval.model("named", 100);
        post(
                        "/api/v1/gates",
                        "{\"suite\": \"faq\", \"candidate\": {\"model\": \"named\", \"version\": 1}, " + member + "}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }

    @Test
    void endsWithAnErrorWhenTheRegistryRefusesTheResult() {
        eval.model("unwanted", 100);
        eval.registry.receive("unwanted", _ -> 400);
        JsonNode gate = eval.run(request("faq", "unwanted", 1));
        assertThat(gate.path("status").asString()).isEqualTo("ERROR");
        assertThat(gate.path("error").asString()).contains("registry").contains("400");
    }

    @Test
    void cannotBeCancelledOnceTheRegistryMayKnowTheResult() {
        eval.model("late", 100);
        AtomicInteger status = new AtomicInteger();
        eval.registry.receive("late", result -> {
            status.set(post("/api/v1/gates/" + result.path("runId").asString() + "/cancel", "{}")
                    .returnResult(String.class)
                    .getStatus()
                    .value());
            return 201;
        });
        JsonNode gate = eval.run(request("faq", "late", 1));
        assertThat(status).hasValue(409);
        assertThat(gate.path("status").asString()).isEqualTo("DONE");
    }

    @Test
    void saysWhyCallsFailAndDoesNotAskToTheEnd() {
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
                .isEqualTo(calls + " of 120 calls failed; 5.0 % may. Most often, " + calls
                        + " times: HTTP 404 model_not_found. " + (120 - calls)
                        + " were not made any more.");
        assertThat(errors.path("value").asDouble()).isEqualTo(1);
    }

    @Test
    void staysOpenWhenTooFewItemsTell() {
        eval.suite("tiny", document("tiny@1", FLOOR));
        eval.model("few", 100);
        JsonNode gate = eval.run(request("tiny", "few", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(check(gate, "exactMatch.floor").path("outcome").asString()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void staysOpenWhenMoreCallsFailThanMay() {
        eval.registry.model(TEAM, "flaky", 1, 0);
        eval.gateway.model(
                "registry:flaky@1",
                call -> FakeGateway.question(call).endsWith("7")
                        ? FakeGateway.Said.status(400)
                        : EvalUnderTest.rightFor(100, call));
        JsonNode gate = eval.run(request("faq", "flaky", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        JsonNode errors = check(gate, "errors");
        assertThat(errors.path("value").asDouble()).isEqualTo(0.1);
        assertThat(errors.path("outcome").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(eval.gateway.calls("registry:flaky@1"))
                .as("a refusal is not repeated")
                .hasSize(120);
    }

    @Test
    void outlastsABurstOfFailuresOfAProvider() {
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
    void doesNotRepeatWhatTheGatewaySaysNotToRepeat() {
        eval.suite("spent", document("tiny@1", FLOOR));
        eval.registry.model(TEAM, "spent", 1, 0);
        eval.gateway.model("registry:spent@1", _ -> FakeGateway.Said.status(429).header("x-should-retry", "false"));
        JsonNode gate = eval.run(request("spent", "spent", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(eval.gateway.calls("registry:spent@1")).hasSize(3);
    }

    @Test
    void sendsARegisteredPromptTheVariablesThatItDeclares() {
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
        assertThat(eval.registry.pushed())
                .anySatisfy(pushed ->
                        assertThat(pushed.path()).isEqualTo("/api/v1/prompts/helpdesk/versions/3/evaluations"));
    }

    @Test
    void takesTheSuitesOwnPrompt() {
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
    void asksARouteAsItIsNow() {
        eval.gateway.route(TEAM, "faq-bot", call -> EvalUnderTest.rightFor(100, call));
        JsonNode gate = eval.run("{\"suite\": \"faq\", \"candidate\": {\"route\": \"faq-bot\"}}");
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void refusesWhatIsAnotherTeams() {
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
    void endsWithAnErrorWhenDatasetOrPromptIsAnotherTeams() {
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
            assertThat(gate.path("error").asString()).contains(suite).contains("not there");
        }
        assertThat(eval.gateway.calls("registry:curious@1")).isEmpty();
    }

    @Test
    void doesNotAskAgainWhatHasBeenAnswered() {
        eval.model("resumed", 100);
        UUID id = UUID.fromString(
                eval.run(request("faq", "resumed", 1)).path("id").asString());
        JdbcClient database = JdbcClient.create(eval.service.database().superuser());
        database.sql("update eval.gate set status = 'RUNNING', verdict = null, finished_at = null where id = ?")
                .param(id)
                .update();
        database.sql("delete from eval.gate_answer where gate_id = ? and item >= 110")
                .param(id)
                .update();

        eval.service.bean(GateRunner.class).run(id);

        List<JsonNode> calls = eval.gateway.calls("registry:resumed@1");
        assertThat(calls).hasSize(130);
        assertThat(calls.subList(120, 130))
                .extracting(FakeGateway::question)
                .allMatch(question -> Integer.parseInt(question.substring(9)) >= 110);
        JsonNode again = get("/api/v1/gates/" + id);
        assertThat(again.path("status").asString()).isEqualTo("DONE");
        assertThat(check(again, "exactMatch.floor").path("value").asDouble()).isEqualTo(1);
    }

    @Test
    void outlastsADatabaseThatTakesNoAnswersForAWhile() {
        JdbcClient database = JdbcClient.create(eval.service.database().superuser());
        database.sql("""
                        create function eval.refuse() returns trigger language plpgsql
                        as 'begin raise exception ''away''; end'
                        """).update();
        AtomicBoolean refused = new AtomicBoolean();
        eval.registry.model(TEAM, "outage", 1, 0);
        eval.gateway.model("registry:outage@1", call -> {
            if (FakeGateway.question(call).equals("Question 60") && refused.compareAndSet(false, true)) {
                database.sql("""
                                create trigger refuse before insert on eval.gate_answer
                                execute function eval.refuse()
                                """).update();
            }
            return EvalUnderTest.rightFor(100, call);
        });
        String id = open(request("faq", "outage", 1));
        await("the run breaks off, or ends")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        database.sql("""
                                select exists (select from eval.scheduled_tasks
                                        where task_instance = ? and consecutive_failures > 0)
                                    or exists (select from eval.gate where id = cast(? as uuid) and status = 'DONE')
                                """).params(id, id).query(Boolean.class).single());
        database.sql("drop trigger refuse on eval.gate_answer").update();

        JsonNode gate = get("/api/v1/gates/" + id + "?wait=60");
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(check(gate, "errors").path("value").asDouble()).isZero();
        assertThat(eval.gateway.calls("registry:outage@1"))
                .as("what was stored is not asked again")
                .hasSizeLessThan(200);
        assertThat(database.sql("select answered from eval.gate where id = cast(? as uuid)")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(120);
    }

    @Test
    void takesUpAGateThatWasNeverQueued() {
        eval.model("forgotten", 100);
        String id = eval.run(request("faq", "forgotten", 1)).path("id").asString();
        JdbcClient.create(eval.service.database().superuser())
                .sql("""
                        update eval.gate set status = 'QUEUED', verdict = null, finished_at = null,
                            created_at = created_at - interval '5 minutes' where id = ?
                        """)
                .param(UUID.fromString(id))
                .update();
        eval.service
                .bean(GateQueue.class)
                .sweep(eval.service.bean(GateConfiguration.WorkerStores.class).gates());
        assertThat(get("/api/v1/gates/" + id + "?wait=30").path("status").asString())
                .isEqualTo("DONE");
    }

    @Test
    void cancelsARunAndKeepsItCancelled() {
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "slow", 1, 0);
        eval.gateway.model("registry:slow@1", call -> {
            awaitLatch(release);
            return EvalUnderTest.rightFor(100, call);
        });
        String id = open(request("faq", "slow", 1));
        await("the first calls")
                .until(() -> !eval.gateway.calls("registry:slow@1").isEmpty());
        assertThat(get("/api/v1/gates/" + id + "?wait=1").path("status").asString())
                .as("waiting ends with the time, not with the gate")
                .isEqualTo("RUNNING");
        eval.engineer()
                .get()
                .uri("/api/v1/gates/" + id + "/report")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/gate-not-finished");

        post("/api/v1/gates/" + id + "/cancel", "{}").expectStatus().isOk();
        release.countDown();

        JdbcClient database = JdbcClient.create(eval.service.database().superuser());
        await("the run lets go")
                .until(() -> database.sql("select count(*) from eval.scheduled_tasks where task_instance = ?")
                                .param(id)
                                .query(Long.class)
                                .single()
                        == 0);
        assertThat(get("/api/v1/gates/" + id).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(eval.gateway.calls("registry:slow@1")).hasSizeLessThan(120);
        assertThat(eval.registry.pushed()).noneMatch(pushed -> pushed.path().contains("/slow/"));
        post("/api/v1/gates/" + id + "/cancel", "{}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/gate-already-finished");
    }

    @Test
    void opensOneGateForAnIdempotencyKey() {
        eval.model("once", 100);
        Set<String> ids = new HashSet<>();
        RestTestClient client = eval.engineer();
        for (int i = 0; i < 2; i++) {
            ids.add(client.post()
                    .uri("/api/v1/gates?wait=30")
                    .header("Idempotency-Key", "once-1")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(request("faq", "once", 1))
                    .exchange()
                    .expectStatus()
                    .isAccepted()
                    .expectBody(JsonNode.class)
                    .returnResult()
                    .getResponseBody()
                    .path("id")
                    .asString());
        }
        assertThat(ids).hasSize(1);
        assertThat(get("/api/v1/gates/" + ids.iterator().next() + "?wait=30")
                        .path("verdict")
                        .asString())
                .isEqualTo("PASS");
    }

    @Test
    void pagesTheGatesOfASuiteNewestFirst() {
        eval.suite("paged", document("tiny@1", FLOOR));
        eval.model("paged", 100);
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            opened.addFirst(open(request("paged", "paged", 1)));
        }
        JsonNode first = get("/api/v1/gates?suite=paged&limit=2");
        JsonNode second = get("/api/v1/gates?suite=paged&limit=2&cursor="
                + first.path("nextCursor").asString());
        assertThat(List.of(
                        first.path("items").path(0).path("id").asString(),
                        first.path("items").path(1).path("id").asString(),
                        second.path("items").path(0).path("id").asString()))
                .isEqualTo(opened);
        assertThat(second.path("items").size()).isEqualTo(1);
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void listsATeamsGatesWithoutReadingThoseOfOthers() {
        JdbcClient database = JdbcClient.create(eval.service.database().superuser());
        database.sql("""
                        insert into eval.gate (id, team, suite, suite_revision, document, candidate, requested_by, status,
                            created_at)
                        select gen_random_uuid(), case when i % 1000 = 0 then 'team-small' else 'team-large' end, 'listed', 1,
                            '{}', '{}', 'u', 'CANCELLED', now() from generate_series(1, 20000) i
                        """).update();
        database.sql("analyze eval.gate").update();
        for (boolean ofSuite : new boolean[] {false, true}) {
            List<String> plan = Tenancy.callAs(
                    Set.of("team-small"),
                    () -> eval.service
                            .bean(JdbcClient.class)
                            .sql("explain (analyze, costs off) " + GateStore.newest(true, ofSuite, false))
                            .param("teams", new String[] {"team-small"})
                            .param("suite", "listed")
                            .param("limit", 51)
                            .query(String.class)
                            .list());
            assertThat(plan).anyMatch(line -> line.contains("Index Cond") && line.contains("team ="));
            assertThat(plan).noneMatch(line -> line.contains("Rows Removed by Filter"));
        }
    }

    @Test
    void reportsInThreeFormats() {
        eval.suite("reported", document("faq@1", "[{\"name\": \"exactMatch\", \"maxRegression\": 0.05}]"));
        eval.registry.model(TEAM, "reported", 2, 1);
        eval.gateway.model("registry:reported@1", call -> EvalUnderTest.rightFor(100, call));
        eval.gateway.model(
                "registry:reported@2",
                _ -> FakeGateway.Said.text("write to jane.doe@example.com <img src=x> ``` @all"));
        String id = eval.run(request("reported", "reported", 2)).path("id").asString();
        String path = "/api/v1/gates/" + id + "/report";

        JsonNode json = get(path);
        assertThat(json.path("gate").path("verdict").asString()).isEqualTo("FAIL");
        assertThat(json.path("items").size()).isEqualTo(120);
        JsonNode item = json.path("items").path(5);
        assertThat(item.path("id").asString()).isEqualTo("q-5");
        assertThat(item.path("slice").asString()).isEqualTo("odd");
        assertThat(item.path("candidate").asString()).contains("jane.doe@example.com");
        assertThat(item.path("baseline").asString()).isEqualTo(EvalUnderTest.answer("Question 5"));
        assertThat(item.path("scores").path("exactMatch").asDouble()).isZero();
        assertThat(item.path("baselineScores").path("exactMatch").asDouble()).isEqualTo(1);
        assertThat(item.path("change").asDouble()).isEqualTo(-1);

        String xml = report(path, "application/xml");
        assertThat(xml)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains("name=\"exactMatch.regression\"")
                .contains("<failure message=");
        String markdown = report(path, "text/markdown");
        assertThat(markdown)
                .contains("❌ FAIL")
                .contains("exactMatch.regression")
                .contains("Items that got worse")
                .contains("<EMAIL_ADDRESS>")
                .doesNotContain("jane.doe");
        assertThat(report(path, "*/*")).startsWith("{");
        eval.engineer()
                .get()
                .uri(path)
                .header("Accept", "image/png")
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    void showsPagesWithTheAnswersSideBySide() {
        eval.suite("shown", document("faq@1", "[{\"name\": \"exactMatch\", \"maxRegression\": 0.05, \"floor\": 0.5}]"));
        eval.registry.model(TEAM, "shown", 2, 1);
        eval.gateway.model("registry:shown@1", call -> EvalUnderTest.rightFor(100, call));
        eval.gateway.model("registry:shown@2", _ -> FakeGateway.Said.text("<script>alert(1)</script>"));
        String id = eval.run(request("shown", "shown", 2)).path("id").asString();

        String list = report("/", "text/html");
        assertThat(list).contains("/gates/" + id).contains("shown@2").contains("FAIL");
        String page = report("/gates/" + id, "text/html");
        assertThat(page)
                .contains("exactMatch.regression")
                .contains("class=\"interval\"")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains(EvalUnderTest.answer("Question 1"))
                .doesNotContain("<script>alert");
        eval.service
                .client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER))
                .get()
                .uri("/gates/" + id)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void writesToTheAuditLog() {
        eval.model("audited", 100);
        String id = eval.run(request("faq", "audited", 1)).path("id").asString();
        assertThat(JdbcClient.create(eval.service.database().superuser())
                        .sql("select count(*) from audit.event where resource_id = ? and action = 'eval.gate.finished'")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void auditsTheEndInTheTraceOfTheRequest() {
        eval.model("traced", 100);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String id = eval.engineer()
                .post()
                .uri("/api/v1/gates?wait=60")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType(MediaType.APPLICATION_JSON)
                .body(request("faq", "traced", 1))
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("id")
                .asString();
        assertThat(JdbcClient.create(eval.service.database().superuser())
                        .sql("select body::jsonb ->> 'traceId' from audit.event where resource_id = ? order by id")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly(trace, trace);
    }

    private static FakeRegistry.Pushed pushed(String model) {
        return await("the result arrives")
                .until(
                        () -> eval.registry.pushed().stream()
                                .filter(pushed -> pushed.path().contains("/" + model + "/"))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static String open(String request) {
        return post("/api/v1/gates", request)
                .expectStatus()
                .isAccepted()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("id")
                .asString();
    }

    private static RestTestClient.ResponseSpec post(String path, String body) {
        return eval.engineer()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static JsonNode get(String path) {
        return eval.engineer()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private static String report(String path, String accept) {
        return eval.engineer()
                .get()
                .uri(path)
                .header("Accept", accept)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
