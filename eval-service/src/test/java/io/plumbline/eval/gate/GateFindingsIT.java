package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway.Said;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.run.queue.GateQueue;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What was found once stays so, and is not computed again.
class GateFindingsIT extends GateTests {

    @Test
    void usesScoresOfEarlierRunsAsStored() {
        eval.model("scored-once", 100);
        String first = eval.run(anew("faq", "scored-once", 1)).path("id").asString();
        tamper("update eval.gate_answer set answer = 'something else' where gate_id = ?", first);

        JsonNode second = eval.run(anew("faq", "scored-once", 1));

        assertThat(second.path("evidence").path("runs").asInt()).isEqualTo(2);
        assertThat(check(second, "exactMatch.floor").path("value").asDouble()).isEqualTo(1);
    }

    @Test
    void scoresEarlierRunsWithTheCurrentMetric() {
        eval.model("scored-anew", 100);
        eval.suite("starts", starts("the"));
        JsonNode first = eval.run(anew("starts", "scored-anew", 1));
        assertThat(check(first, "m.floor").path("value").asDouble()).isEqualTo(1);

        eval.suite("starts", starts("no"));
        JsonNode second = eval.run(anew("starts", "scored-anew", 1));

        assertThat(second.path("evidence").path("runs").asInt()).isEqualTo(2);
        assertThat(check(second, "m.floor").path("value").asDouble()).isZero();
    }

    private static String starts(String text) {
        return document(
                "faq@1",
                "[{\"name\": \"startsWith\", \"as\": \"m\", \"options\": {\"texts\": [\"%s\"]}, \"floor\": 0.1}]"
                        .formatted(text));
    }

    @Test
    void looksOnceAndIsNoEvidenceBeforeItsEnd() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean hold = new AtomicBoolean(true);
        AtomicInteger calls = new AtomicInteger();
        eval.registry.model(TEAM, "looked", 1, 0);
        eval.gateway.model("registry:looked@1", call -> {
            if (calls.incrementAndGet() > 30 && hold.get()) {
                awaitLatch(release);
            }
            return EvalUnderTest.rightFor(80, call);
        });
        eval.suite("looking", document("faq@1", FLOOR).replace("{\"dataset\"", "{\"earlyStop\": true, \"dataset\""));
        try {
            String id = open(anew("looking", "looked", 1));
            await("the first look").until(() -> looks(id) == 1);
            tamper("""
                    update eval.gate_answer set statistics = (select statistics from eval.gate_answer
                        where answer = 'no idea' and statistics <> '{}' limit 1)
                    where gate_id = ?
                    """, id);
            eval.service.bean(GateQueue.class).put(UUID.fromString(id));
            await("the gate was taken up").until(() -> tasks(id) == 0);
            assertThat(get("/api/v1/gates/" + id).path("status").asString())
                    .as("another look would have found nothing but wrong answers")
                    .isEqualTo("RUNNING");

            hold.set(false);
            JsonNode other = eval.run(anew("looking", "looked", 1));
            assertThat(other.path("evidence").path("attempt").asInt()).isEqualTo(2);
            assertThat(other.path("evidence").path("runs").asInt()).isEqualTo(1);
        } finally {
            release.countDown();
        }
    }

    private static int looks(String gate) {
        return database()
                .sql("select looks from eval.gate where id = cast(? as uuid)")
                .param(gate)
                .query(Integer.class)
                .single();
    }

    private static int tasks(String gate) {
        return database()
                .sql("select count(*) from eval.scheduled_tasks where task_instance = ?")
                .param(gate)
                .query(Integer.class)
                .single();
    }

    /// The registry keeps the first that it is told.
    @Test
    void endsWithTheReportedVerdict() {
        eval.model("told", 100);
        Queue<String> told = new ConcurrentLinkedQueue<>();
        eval.registry.receive("told", result -> {
            told.add(result.path("verdict").asString());
            if (told.size() > 1) {
                return 201;
            }
            tamper(
                    "update eval.gate_answer set statistics = '{}', answer = 'no idea' where gate_id = ?",
                    result.path("runId").asString());
            return 503;
        });

        JsonNode gate = eval.run(request("faq", "told", 1));

        assertThat(told).containsExactly("PASS", "PASS");
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void storesNoAnswerAfterItsEnd() {
        eval.model("closed", 100);
        UUID id =
                UUID.fromString(eval.run(request("faq", "closed", 1)).path("id").asString());
        GateStore gates = eval.service.bean(GateStore.class);
        AnswerStore answers = eval.service.bean(AnswerStore.class);
        Tenancy.asWorker(() -> {
            Gate gate = gates.find(id).orElseThrow();

            answers.put(
                    gate, List.of(new GateAnswer(new AnswerKey(Side.CANDIDATE, 0, 7), "late", null, 1, 1, 1, null)));

            assertThat(answers.answers(id)).hasSize(120);
            assertThat(gates.find(id).orElseThrow().answered()).isEqualTo(120);
        });
    }

    /// Of a replica of the edition before, which is replaced while a gate runs.
    @Test
    void findsTheOriginalOfACopiedAnswer() {
        eval.model("copied-before", 100);
        UUID first = UUID.fromString(
                eval.run(request("faq", "copied-before", 1)).path("id").asString());
        UUID second = UUID.fromString(
                eval.run(request("faq", "copied-before", 1)).path("id").asString());
        tamper("update eval.gate_answer set origin = null where gate_id = ?", second.toString());
        AnswerStore answers = eval.service.bean(AnswerStore.class);
        Tenancy.asWorker(() -> {
            assertThat(answers.answers(second))
                    .hasSize(120)
                    .allSatisfy(copy -> assertThat(copy.origin()).isEqualTo(first));
            assertThat(answers.answers(first)).noneMatch(GateAnswer::cached);
        });
    }

    /// It is replaced after this service.
    @Test
    void supportsARegistryWithoutPromptModelPairs() {
        eval.registry.prompt(TEAM, "older", 1, "input");
        eval.registry.model(TEAM, "older-host", 1, 0);
        eval.gateway.model("registry:older-host@1", _ -> Said.text("yes"));
        Queue<JsonNode> taken = new ConcurrentLinkedQueue<>();
        eval.registry.receivePrompt("older", result -> {
            if (result.has("model")) {
                return 400;
            }
            taken.add(result);
            return 201;
        });

        JsonNode gate = eval.run("""
                {"suite": "faq", "candidate": {"prompt": "older", "version": 1, "model": "older-host@1"}}
                """);

        assertThat(gate.path("status").asString()).isEqualTo("DONE");
        assertThat(taken).hasSize(1);
        eval.model("older-model", 100);
        eval.run(request("faq", "older-model", 1));
        assertThat(pushed("older-model").result().has("model")).isFalse();
    }
}
