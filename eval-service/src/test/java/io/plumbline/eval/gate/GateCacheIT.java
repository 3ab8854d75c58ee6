package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What a gate takes from earlier ones, and what it depends on.
class GateCacheIT extends GateTests {

    @Test
    void reusesAnswersOfTheSameVersion() {
        eval.model("kept", 100);
        JsonNode first = eval.run(request("faq", "kept", 1));
        assertThat(first.path("run").path("cached").asInt()).isZero();
        assertThat(first.path("run").path("costUsd").decimalValue()).isEqualByComparingTo("0.12");

        JsonNode again = eval.run(request("faq", "kept", 1));

        assertThat(calls("kept")).isEqualTo(120);
        assertThat(again.path("verdict").asString()).isEqualTo("PASS");
        assertThat(again.path("run").path("cached").asInt()).isEqualTo(120);
        assertThat(again.path("run").path("costUsd").decimalValue()).isEqualByComparingTo("0");
        assertThat(check(again, "cache").path("reason").asString())
                .startsWith("120 of 120 answers are reused from earlier gates of the same versions");
    }

    @Test
    void reusesAnswersUnderOtherMetrics() {
        eval.model("measured", 100);
        eval.suite("faq-rouge", document("faq@1", "[{\"name\": \"rougeL\", \"floor\": 0.5}]"));
        eval.run(request("faq", "measured", 1));
        JsonNode gate = eval.run(request("faq-rouge", "measured", 1));
        assertThat(calls("measured")).isEqualTo(120);
        assertThat(check(gate, "rougeL.floor").path("outcome").asString()).isEqualTo("PASS");
    }

    @Test
    void ignoresTheCacheOnRequest() {
        eval.model("asked-again", 100);
        eval.run(request("faq", "asked-again", 1));
        JsonNode gate = eval.run(request("faq", "asked-again", 1).replace("}}", "}, \"cache\": false}"));
        assertThat(gate.path("run").path("cached").asInt()).isZero();
        assertThat(calls("asked-again")).isEqualTo(240);
    }

    /// As of before answers had a bound: what was forbidden may have stood behind.
    @Test
    void repeatsPossiblyTruncatedAnswers() {
        eval.suite("cut", document("tiny@1", FLOOR));
        eval.registry.model(TEAM, "cut", 1, 0);
        eval.gateway.model("registry:cut@1", _ -> FakeGateway.Said.text("no idea"));
        String first = eval.run(request("cut", "cut", 1)).path("id").asString();
        tamper("update eval.gate_answer set answer = repeat('ä', 200000) where item = 0 and gate_id = ?", first);
        tamper(
                "update eval.gate_answer set answer = repeat('🙂', 99999) || 'xy' where item = 1 and gate_id = ?",
                first);
        tamper("update eval.gate_answer set answer = repeat('x', 199999) where item = 2 and gate_id = ?", first);
        eval.gateway.model("registry:cut@1", call -> EvalUnderTest.rightFor(100, call));

        JsonNode again = eval.run(request("cut", "cut", 1));

        assertThat(again.path("run").path("cached").asInt()).isEqualTo(1);
        assertThat(calls("cut")).isEqualTo(5);
        assertThat(again.path("evidence").path("runs").asInt()).isEqualTo(2);
        assertThat(check(again, "exactMatch.floor").path("value").asDouble())
                .as("two that were asked again and are right, and one that was whole and wrong")
                .isEqualTo(2.0 / 3);
    }

    @Test
    void callsForEachRepeat() {
        eval.model("repeated", 100);
        eval.suite("thrice", document("tiny@1", FLOOR).replace("{\"dataset\"", "{\"repeats\": 3, \"dataset\""));
        eval.run(request("thrice", "repeated", 1));
        assertThat(calls("repeated")).isEqualTo(9);
        eval.run(request("thrice", "repeated", 1));
        assertThat(calls("repeated")).isEqualTo(9);
    }

    @Test
    void callsForAnotherSeedOrTemplate() {
        eval.model("seeded", 100);
        String suite = document("tiny@1", FLOOR);
        eval.suite("one-seed", suite);
        eval.suite("other-seed", suite.replace("{\"dataset\"", "{\"seed\": 5, \"dataset\""));
        eval.suite("other-words", suite.replace("{{input}}", "{{input}} "));
        eval.run(request("one-seed", "seeded", 1));
        eval.run(request("other-seed", "seeded", 1));
        assertThat(calls("seeded")).isEqualTo(6);
        eval.gateway.model("registry:seeded@1", _ -> FakeGateway.Said.text("anything"));
        eval.run(request("other-words", "seeded", 1));
        assertThat(calls("seeded")).isEqualTo(9);
    }

    @Test
    void callsARouteAndUnderALatencyCeiling() {
        eval.gateway.route(TEAM, "way", call -> EvalUnderTest.rightFor(100, call));
        String request = "{\"suite\": \"faq\", \"candidate\": {\"route\": \"way\"}}";
        eval.run(request);
        eval.run(request);
        assertThat(eval.gateway.calls("way")).hasSize(240);
        eval.model("timed", 100);
        eval.suite(
                "timed",
                document("tiny@1", FLOOR)
                        .replace("{\"dataset\"", "{\"ceilings\": {\"p95LatencyMs\": 60000}, \"dataset\""));
        eval.run(request("timed", "timed", 1));
        JsonNode gate = eval.run(request("timed", "timed", 1));
        assertThat(calls("timed")).isEqualTo(6);
        assertThat(check(gate, "latency.p95").path("outcome").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(check(gate, "latency.p95").path("reason").asString())
                .contains("no upper end with fewer than 86 calls");
    }

    @Test
    void failsACostCeilingAgainOnCachedAnswers() {
        eval.model("dear", 100);
        eval.suite(
                "dear",
                document("faq@1", FLOOR).replace("{\"dataset\"", "{\"ceilings\": {\"costUsd\": 0.05}, \"dataset\""));
        for (int i = 0; i < 2; i++) {
            JsonNode gate = eval.run(request("dear", "dear", 1));
            assertThat(gate.path("run").path("cached").asInt()).isEqualTo(i * 120);
            assertThat(check(gate, "cost").path("outcome").asString()).isEqualTo("FAIL");
            assertThat(gate.path("verdict").asString()).isEqualTo("FAIL");
        }
    }

    @Test
    void repeatsFailedCalls() {
        AtomicBoolean broken = new AtomicBoolean(true);
        eval.registry.model(TEAM, "recovered", 1, 0);
        eval.gateway.model(
                "registry:recovered@1",
                call -> broken.get() && FakeGateway.question(call).equals("Question 1")
                        ? FakeGateway.Said.refusal(400, "bad_request")
                        : EvalUnderTest.rightFor(100, call));
        eval.suite("tiny", document("tiny@1", FLOOR));
        JsonNode first = eval.run(request("tiny", "recovered", 1));
        assertThat(first.path("run").path("errors").asInt()).isEqualTo(1);
        broken.set(false);
        JsonNode again = eval.run(request("tiny", "recovered", 1));
        assertThat(again.path("run").path("cached").asInt()).isEqualTo(2);
        assertThat(again.path("run").path("errors").asInt()).isZero();
    }

    @Test
    void recordsItsDependencies() {
        eval.registry.model(TEAM, "known", 2, 1);
        eval.gateway.model("registry:known@1", call -> EvalUnderTest.rightFor(100, call));
        eval.gateway.model("registry:known@2", call -> EvalUnderTest.rightFor(100, call));
        JsonNode on = eval.run(request("faq", "known", 2)).path("dependencies");
        assertThat(on.path("dataset").asString()).isEqualTo("sha256:1");
        assertThat(on.path("items").asString()).matches("sha256:[0-9a-f]{64}");
        assertThat(on.path("suite").path("revision").asInt()).isEqualTo(1);
        assertThat(on.path("suite").path("digest").asString()).matches("sha256:[0-9a-f]{64}");
        assertThat(on.path("candidate").path("label").asString()).isEqualTo("known@2");
        assertThat(on.path("candidate").path("modelDigest").asString()).isEqualTo("sha256:known2");
        assertThat(on.path("baseline").path("modelDigest").asString()).isEqualTo("sha256:known1");
        assertThat(on.path("metrics").path(0).path("name").asString()).isEqualTo("exactMatch");
        assertThat(on.path("metrics").path(0).path("signature").asString()).isNotEmpty();
        assertThat(on.path("code").path("version").asString()).isNotEmpty();
    }

    /// The page of a gate with 100,000 items would take minutes else.
    @Test
    void scoresOnce() {
        eval.model("scored", 100);
        String id = eval.run(request("faq", "scored", 1)).path("id").asString();
        JdbcClient.create(eval.service.database().superuser())
                .sql("update eval.gate_answer set answer = 'something else' where gate_id = ?")
                .param(UUID.fromString(id))
                .update();
        JsonNode item =
                get("/api/v1/gates/" + id + "/items?limit=1").path("items").path(0);
        assertThat(item.path("candidate").asString()).isEqualTo("something else");
        assertThat(item.path("scores").path(0).path("candidate").asDouble()).isEqualTo(1);
    }

    /// Also where it is the judge's.
    @Test
    void ignoresAnswersFromBeforeAPolicyChange() {
        eval.model("governed", 100);
        eval.suite("governed", document("tiny@1", FLOOR));
        eval.run(request("governed", "governed", 1));
        eval.gateway.policy("governed@1", "standard@2");

        JsonNode other = eval.run(request("governed", "governed", 1));

        assertThat(other.path("run").path("cached").asInt()).isZero();
        assertThat(other.path("evidence").path("attempt").asInt()).isEqualTo(1);
        assertThat(other.path("servedConfiguration")
                        .path("document")
                        .path("policy")
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(calls("governed")).isEqualTo(6);
    }

    /// What is discarded is asked again, and is an attempt all the same.
    @Test
    void reusesNothingOfADiscardedGateButCountsIt() {
        eval.suite("poisoned", document("tiny@1", FLOOR));
        eval.model("poisoned", 100);
        String id = eval.run(request("poisoned", "poisoned", 1)).path("id").asString();
        post("/api/v1/gates/" + id + "/discard", "{\"reason\": \"\"}")
                .expectStatus()
                .isBadRequest();

        JsonNode discarded = post("/api/v1/gates/" + id + "/discard", "{\"reason\": \"the policy spoilt it\"}")
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        post("/api/v1/gates/" + id + "/discard", "{\"reason\": \"again\"}")
                .expectStatus()
                .isOk();

        assertThat(discarded.path("discarded").path("reason").asString()).isEqualTo("the policy spoilt it");
        assertThat(event(id, "eval.gate.discarded").path("reason").asString()).isEqualTo("the policy spoilt it");
        JsonNode anew = eval.run(request("poisoned", "poisoned", 1));
        assertThat(calls("poisoned")).isEqualTo(6);
        assertThat(anew.path("run").path("cached").asInt()).isZero();
        assertThat(anew.path("evidence").path("attempt").asInt()).isEqualTo(2);
        assertThat(anew.path("evidence").path("runs").asInt()).isEqualTo(1);
        assertThat(report("/api/v1/gates/" + id + "/report", "text/markdown")).contains("Discarded: ` by ");
        assertThat(eval.registry.pushed().stream()
                        .filter(pushed -> pushed.path().contains("/poisoned/"))
                        .map(pushed -> pushed.result().path("verdict").asString()))
                .as("three items decide nothing, so there is no PASS to take back")
                .doesNotContain("PASS")
                .hasSize(2);
    }

    @Test
    void revokesADiscardedPassButKeepsAFail() {
        eval.model("taken-back", 100);
        eval.model("stays-bad", 20);
        for (String model : new String[] {"taken-back", "stays-bad"}) {
            String id = eval.run(request("faq", model, 1)).path("id").asString();
            post("/api/v1/gates/" + id + "/discard", "{\"reason\": \"spoilt\"}")
                    .expectStatus()
                    .isOk();
        }
        assertThat(verdicts("taken-back")).containsExactly("PASS", "INCONCLUSIVE");
        assertThat(verdicts("stays-bad")).containsExactly("FAIL");
    }

    private static List<String> verdicts(String model) {
        return eval.registry.pushed().stream()
                .filter(pushed -> pushed.path().contains("/" + model + "/"))
                .map(pushed -> pushed.result().path("verdict").asString())
                .toList();
    }
}
