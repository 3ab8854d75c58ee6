package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// That a gate evaluates what production would serve, guard policy included, and says so.
class GateServingIT extends GateTests {

    @Test
    void evaluatesTheProductionConfiguration() {
        eval.model("served", 100);
        eval.suite("served", document("tiny@1", FLOOR));
        JsonNode gate = eval.run(request("served", "served", 1));

        ServedConfiguration served = eval.gateway.served("served@1", null);
        assertThat(gate.path("servedConfiguration").path("digest").asString()).isEqualTo(served.digest());
        assertThat(ServedConfiguration.read(gate.path("servedConfiguration").path("document")))
                .isEqualTo(served);
        assertThat(gate.path("baselineServedConfiguration").isNull()).isTrue();
        assertThat(gate.path("deviations").isEmpty()).isTrue();
        assertThat(gate.path("dependencies")
                        .path("candidate")
                        .path("servedConfiguration")
                        .asString())
                .isEqualTo(served.digest());
        assertThat(ServedConfiguration.read(pushed("served").result().path("servedConfiguration")))
                .isEqualTo(served);
        String id = gate.path("id").asString();
        JsonNode told = event(id, "eval.gate.finished");
        assertThat(told.path("servedConfiguration").asString()).isEqualTo(served.digest());
        assertThat(ServedConfiguration.read(told.path("document")).digest()).isEqualTo(served.digest());
        assertThat(told.path("candidate").path("kind").asString()).isEqualTo("MODEL");
        assertThat(told.path("suiteRevision").asInt()).isEqualTo(1);
        for (String accept : new String[] {"text/markdown", "application/xml", "application/sarif+json", "text/html"}) {
            assertThat(report("/api/v1/gates/" + id + "/report", accept)).contains(served.digest());
        }
    }

    @Test
    void endsIfTheConfigurationChangesDuringTheRun() {
        eval.suite("changing", document("tiny@1", FLOOR));
        eval.registry.model(TEAM, "changing", 1, 0);
        eval.gateway.model(
                "registry:changing@1",
                call -> FakeGateway.question(call).equals("Question 1")
                        ? EvalUnderTest.rightFor(100, call)
                                .header("x-plumbline-served-configuration", "sha256:" + "0".repeat(64))
                        : EvalUnderTest.rightFor(100, call));
        JsonNode gate = eval.run(request("changing", "changing", 1));
        assertThat(gate.path("status").asString()).isEqualTo("ERROR");
        assertThat(gate.path("error").asString()).contains("changing@1 changed during the run");
    }

    @Test
    void refusesWhatTheGatewayCannotDescribe() {
        eval.suite("unserved", document("tiny@1", FLOOR));
        eval.model("unserved", 100);
        eval.gateway.resolving(404);
        try {
            JsonNode gate = eval.run(request("unserved", "unserved", 1));
            assertThat(gate.path("status").asString()).isEqualTo("ERROR");
            assertThat(gate.path("error").asString()).contains("unserved@1 (HTTP 404)", "earlier version");
            assertThat(calls("unserved")).isZero();
        } finally {
            eval.gateway.resolving(200);
        }
    }

    /// A gate under the terms of whichever route comes first says nothing of the others.
    @Test
    void asksForTheRouteWhereProductionRoutesServeAVersionDifferently() {
        eval.model("terms", 100);
        eval.suite("terms", document("tiny@1", FLOOR));
        eval.gateway.servedDifferently("terms", "desk", "kiosk");
        post("/api/v1/gates", request("terms", "terms", 1))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/candidate/route")
                .jsonPath("$.errors[0].message")
                .value(String.class, message -> assertThat(message).endsWith("different terms: desk, kiosk"));
        post("/api/v1/gates", named("elsewhere")).expectStatus().isBadRequest();

        eval.gateway.model("registry:terms@1@kiosk", call -> EvalUnderTest.rightFor(100, call));
        JsonNode gate = eval.run(named("kiosk"));
        assertThat(gate.path("status").asString()).isEqualTo("DONE");
        assertThat(gate.path("counts").asBoolean()).isTrue();
        assertThat(gate.path("candidate").path("route").asString()).isEqualTo("kiosk");
        assertThat(eval.gateway.calls("registry:terms@1@kiosk")).isNotEmpty();
        assertThat(calls("terms")).isZero();
    }

    private static String named(String route) {
        return request("terms", "terms", 1).replace("\"version\": 1", "\"version\": 1, \"route\": \"" + route + "\"");
    }

    @Test
    void sendsAndRecordsDeviationsOfASuite() {
        eval.model("deviating", 100);
        String parameters = "{\"parameters\": {\"temperature\": 0.5, \"max_tokens\": 9}, \"seed\": 7, \"dataset\"";
        eval.suite("deviating", document("tiny@1", FLOOR).replace("{\"dataset\"", parameters));
        JsonNode gate = eval.run(request("deviating", "deviating", 1));

        assertThat(eval.gateway.calls("registry:deviating@1")).hasSize(3).allSatisfy(call -> {
            assertThat(call.path("temperature").asDouble()).isEqualTo(0.5);
            assertThat(call.path("max_tokens").asInt()).isEqualTo(9);
            assertThat(call.path("seed").asInt()).isEqualTo(7);
        });
        JsonNode stated = JsonMapper.shared().readTree("{\"max_tokens\": 9, \"seed\": 7, \"temperature\": 0.5}");
        assertThat(gate.path("deviations")).isEqualTo(stated);
        String id = gate.path("id").asString();
        assertThat(event(id, "eval.gate.finished").path("deviations")).isEqualTo(stated);
        assertThat(report("/api/v1/gates/" + id + "/report", "text/markdown"))
                .contains("Deviations from production: ` max_tokens 9, seed 7, temperature 0.5 `");
        eval.suite("deviating", document("tiny@1", FLOOR).replace("{\"dataset\"", parameters.replace("0.5", "0.6")));
        assertThat(eval.run(request("deviating", "deviating", 1))
                        .path("run")
                        .path("cached")
                        .asInt())
                .isZero();
    }

    @Test
    void reportsAnswersThePolicyRedactedOrBlocked() {
        eval.registry.model(TEAM, "altered", 1, 0);
        eval.gateway.model("registry:altered@1", call -> switch (FakeGateway.question(call)) {
            case "Question 0" ->
                EvalUnderTest.rightFor(100, call).header("x-plumbline-guardrails", "pii=redact:2;injection=allow");
            case "Question 1" ->
                FakeGateway.Said.refusal(400, "prompt_injection")
                        .ended("guardrail_violation")
                        .header("x-plumbline-guardrails", "pii=allow;injection=block");
            default ->
                EvalUnderTest.rightFor(100, call)
                        .ended("content_filter")
                        .header("x-plumbline-guardrails", "pii=allow;toxicity=block");
        });
        eval.suite(
                "altered",
                document("tiny@1", FLOOR)
                        .replace("{\"dataset\"", "{\"ceilings\": {\"alteredItems\": 0.5}, \"dataset\""));
        JsonNode gate = eval.run(request("altered", "altered", 1));

        assertThat(gate.path("guarded").toString())
                .isEqualTo("{\"altered\":1,\"blockedInput\":1,\"alteredOutput\":0,\"blockedOutput\":1}");
        JsonNode check = check(gate, "policy.altered");
        assertThat(check.path("value").asDouble()).isEqualTo(2.0 / 3);
        assertThat(check.path("reason").asString())
                .startsWith("The guard policy altered or blocked the questions of 2 of 3");
        assertThat(eval.gateway.inspections())
                .last()
                .satisfies(asked -> assertThat(asked.path("policy").asString()).isEqualTo("standard"));
        String id = gate.path("id").asString();
        JsonNode items = get("/api/v1/gates/" + id + "/items").path("items");
        assertThat(items).anySatisfy(item -> {
            assertThat(item.path("guardrails").path("alteredInput").asBoolean()).isTrue();
            assertThat(item.path("guardrails").path("said").asString()).isEqualTo("pii=redact:2;injection=allow");
            assertThat(item.path("shown").asString()).isEqualTo("<WORD> 0");
        });
        assertThat(get("/api/v1/gates/" + id + "/report")
                        .path("altered")
                        .path(0)
                        .path("shown")
                        .asString())
                .isEqualTo("<WORD> 0");
        assertThat(report("/api/v1/gates/" + id + "/report", "text/markdown"))
                .contains("as sent to the model: ` <WORD> 0 `", "1 questions altered, 1 questions blocked");
        assertThat(report("/api/v1/gates/" + id + "/report", "text/html")).contains("&lt;WORD&gt; 0");
        assertThat(get("/api/v1/gates/" + id + "/items").toString()).contains("\"blockedInput\":true");
    }
}
