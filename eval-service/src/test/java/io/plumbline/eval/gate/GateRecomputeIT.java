package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Verdicts computed again from stored answers.
class GateRecomputeIT extends GateTests {

    private static JsonNode recompute(String gate, String body) {
        JsonNode made = post("/api/v1/gates/" + gate + "/recompute", body)
                .expectStatus()
                .isAccepted()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        String path =
                "/api/v1/gates/" + gate + "/recomputations/" + made.path("id").asString();
        return await("it is computed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get(path), now -> !now.path("status").asString().equals("QUEUED"));
    }

    private static String run(String model) {
        return eval.run(request("faq", model, 1)).path("id").asString();
    }

    @Test
    void reproducesTheResultWithoutCalls() {
        eval.model("same", 100);
        String gate = run("same");
        JsonNode again = recompute(gate, "{}");
        assertThat(again.path("verdict").asString()).isEqualTo("PASS");
        assertThat(again.path("counts").asBoolean()).isFalse();
        assertThat(again.path("dependencies").path("code").path("version").asString())
                .isNotEmpty();
        assertThat(again.path("checks")).isEqualTo(get("/api/v1/gates/" + gate).path("checks"));
        assertThat(eval.gateway.calls("registry:same@1")).hasSize(120);
    }

    @Test
    void appliesOtherMetricsWithoutChangingTheVerdict() {
        eval.model("other", 100);
        String gate = run("other");
        int pushed = eval.registry.pushed().size();
        JsonNode again = recompute(gate, """
                {"metrics": [{"name": "startsWith", "options": {"texts": ["no"]}, "floor": 0.9}]}
                """);
        assertThat(again.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(get("/api/v1/gates/" + gate).path("verdict").asString()).isEqualTo("PASS");
        assertThat(eval.registry.pushed()).hasSize(pushed);
        JsonNode list = get("/api/v1/gates/" + gate + "/recomputations");
        assertThat(list.path("items").path(0).path("id")).isEqualTo(again.path("id"));
    }

    @Test
    void refusesMetricsOffTheScaleOfASliceLimit() {
        eval.suite(
                "sliced",
                document("faq@1", "[{\"name\": \"bleu\", \"floor\": 10}]")
                        .replace("{\"dataset\"", "{\"slices\": {\"odd\": {\"floor\": 50}}, \"dataset\""));
        eval.model("rescaled", 100);
        String gate = eval.run(request("sliced", "rescaled", 1)).path("id").asString();
        post("/api/v1/gates/" + gate + "/recompute", "{\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}]}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/slices/odd/floor");
        assertThat(recompute(gate, "{}").path("verdict").asString()).isEqualTo("PASS");
    }

    /// Not from the scores that were stored: those are of the code of then.
    @Test
    void scoresTheTextsAgain() {
        eval.model("changed", 100);
        String gate = run("changed");
        JdbcClient.create(eval.service.database().superuser())
                .sql("update eval.gate_answer set answer = 'wrong' where gate_id = ?")
                .param(UUID.fromString(gate))
                .update();
        assertThat(recompute(gate, "{}").path("verdict").asString()).isEqualTo("FAIL");
    }

    @Test
    void isAudited() {
        eval.model("audited", 100);
        String gate = run("audited");
        recompute(gate, "{}");
        assertThat(JdbcClient.create(eval.service.database().superuser())
                        .sql(
                                "select count(*) from audit.event where resource_id = ? and action = 'eval.gate.recomputed'")
                        .param(gate)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void refusesImpossibleRequests() {
        eval.model("refused", 100);
        String gate = run("refused");
        post("/api/v1/gates/" + gate + "/recompute", "{\"metrics\": [{\"name\": \"brilliance\", \"floor\": 0.5}]}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/metrics/0/name");
        JdbcClient.create(eval.service.database().superuser())
                .sql("update eval.gate set status = 'CANCELLED', verdict = null where id = ?")
                .param(UUID.fromString(gate))
                .update();
        post("/api/v1/gates/" + gate + "/recompute", "{}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/gate-not-done");
    }
}
