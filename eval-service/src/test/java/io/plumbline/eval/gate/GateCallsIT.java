package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How a gate asks its candidate, and what it makes of calls that fail.
class GateCallsIT extends GateTests {

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
                        + " were not made any more: with them, 100.0 %.");
        assertThat(errors.path("value").asDouble()).isEqualTo(1);
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
        assertThat(eval.registry.pushed()).anySatisfy(pushed -> {
            assertThat(pushed.path()).isEqualTo("/api/v1/prompts/helpdesk/versions/3/evaluations");
            assertThat(pushed.result().path("model").asString()).isEqualTo("host@1");
        });
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
        String id = gate.path("id").asString();
        assertThat(gate.path("counts").asBoolean()).isFalse();
        assertThat(report("/gates/" + id, "text/html"))
                .contains("no: it is for information, since a route is no version");
        assertThat(report("/api/v1/gates/" + id + "/report", "text/markdown"))
                .contains("For information only: a route is no version");
        assertThat(database()
                        .sql("select body from audit.event where resource_id = ? and action = 'eval.gate.finished'")
                        .param(id)
                        .query(String.class)
                        .single())
                .containsPattern("counts\\W+false");
    }

    /// What an assertion forbids may stand behind any prefix.
    @Test
    void takesAnAnswerThatIsTooLongForAnErrorAndNotForItsBeginning() {
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
}
