package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.run.queue.GateQueue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// How a gate goes on through restarts, losses and cancellations.
class GateLifecycleIT extends GateTests {

    /// What was lost and taken over here must not slow the next class.
    @AfterAll
    static void leave() {
        EvalUnderTest.retire();
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

    /// Of 120 items: all wrong is sure after a quarter, all right after a half, and what is near the floor never.
    @ParameterizedTest
    @CsvSource({"0, 30, FAIL", "100, 60, PASS", "80, 120, INCONCLUSIVE"})
    void endsEarlyOnceTheVerdictIsCertain(int percent, int asked, String verdict) {
        String model = "early-" + percent;
        eval.model(model, percent);
        eval.suite(
                "early",
                EvalUnderTest.document("faq@1", FLOOR).replace("{\"dataset\"", "{\"earlyStop\": true, \"dataset\""));

        JsonNode gate = eval.run(request("early", model, 1));

        assertThat(gate.path("verdict").asString()).isEqualTo(verdict);
        assertThat(eval.gateway.calls("registry:" + model + "@1")).hasSize(asked);
        if (asked < 120) {
            assertThat(check(gate, "early").path("reason").asString()).startsWith("Ended after " + asked + " of 120");
        }
    }

    @Test
    void doesNotRepeatAnsweredCalls() {
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

        eval.service.bean(GateQueue.class).put(id);
        assertThat(get("/api/v1/gates/" + id + "?wait=30").path("status").asString())
                .isEqualTo("DONE");

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
    void survivesADatabaseThatTemporarilyRejectsAnswers() {
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
                                        where task_instance like ? || '%' and consecutive_failures > 0)
                                    or exists (select from eval.gate where id = cast(? as uuid) and status = 'DONE')
                                """).params(id, id).query(Boolean.class).single());
        List<String> stored = database.sql(
                        "select 'Question ' || item from eval.gate_answer where gate_id = cast(? as uuid)")
                .param(id)
                .query(String.class)
                .list();
        database.sql("drop trigger refuse on eval.gate_answer").update();

        JsonNode gate = get("/api/v1/gates/" + id + "?wait=60");
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(check(gate, "errors").path("value").asDouble()).isZero();
        assertThat(stored).isNotEmpty();
        assertThat(eval.gateway.calls("registry:outage@1"))
                .extracting(FakeGateway::question)
                .as("what was stored is not asked again")
                .filteredOn(stored::contains)
                .doesNotHaveDuplicates();
        assertThat(database.sql("select answered from eval.gate where id = cast(? as uuid)")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(120);
    }

    @Test
    void adoptsAGateThatWasNeverQueued() {
        eval.model("forgotten", 100);
        String id = eval.run(request("faq", "forgotten", 1)).path("id").asString();
        JdbcClient.create(eval.service.database().superuser())
                .sql("""
                        update eval.gate set status = 'QUEUED', verdict = null, finished_at = null,
                            created_at = created_at - interval '5 minutes' where id = ?
                        """)
                .param(UUID.fromString(id))
                .update();
        eval.service.bean(GateQueue.class).sweep(eval.service.bean(GateStore.class));
        assertThat(get("/api/v1/gates/" + id + "?wait=30").path("status").asString())
                .isEqualTo("DONE");
    }

    @Test
    void searchesForUnqueuedGatesPeriodically() {
        assertThat(JdbcClient.create(eval.service.database().superuser())
                        .sql("select task_name from eval.scheduled_tasks")
                        .query(String.class)
                        .list())
                .contains("gate-sweep");
    }

    @Test
    void cancelsARunForGood() {
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

        JdbcClient database = JdbcClient.create(eval.service.database().superuser());
        await("the run lets go")
                .until(() -> database.sql("select count(*) from eval.scheduled_tasks where task_instance like ? || '%'")
                                .param(id)
                                .query(Long.class)
                                .single()
                        == 0);
        release.countDown();
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
    void opensOneGatePerIdempotencyKey() {
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
}
