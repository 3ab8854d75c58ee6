package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.FakeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a gate comes to.
class GateIT extends GateTests {

    @Test
    void passesAGoodModelAndNotifiesTheRegistry() {
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
            assertThat(call.propertyNames())
                    .as("production's own parameters, and no others")
                    .containsExactlyInAnyOrder("model", "messages", "plumbline");
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
    void comparesWithProductionIfNoBaselineIsNamed() {
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
    void passesACandidateAsGoodAsTheNamedBaseline() {
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
    void countsAgainstANamedBaselineInProduction() {
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
    void isInconclusiveWithoutQualityMetrics() {
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
    void countsARepeatedQuestionOnce() {
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

    /// Fields that no system is shown make no question another one.
    @Test
    void countsARepeatedQuestionOnceWhateverItsOtherFields() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            records.add(Map.of(
                    "id", "row-" + i, "row", i, "cluster", "c" + i, "input", "Question 1", "references", List.of("x")));
        }
        records.add(Map.of("input", "Question 2", "row", 0, "references", List.of("x")));
        eval.registry.dataset(TEAM, "numbered", records);
        eval.suite("numbered", document("numbered@1", FLOOR));
        eval.registry.model(TEAM, "numbered", 1, 0);
        eval.gateway.model("registry:numbered@1", _ -> FakeGateway.Said.text("yes"));
        JsonNode gate = eval.run(request("numbered", "numbered", 1));
        assertThat(eval.gateway.calls("registry:numbered@1")).hasSize(2);
        assertThat(check(gate, "duplicates").path("reason").asString()).startsWith("59 of 61 records");

        eval.registry.prompt(TEAM, "by-row", 1, "input", "row");
        eval.suite(
                "by-row",
                document("numbered@1", FLOOR).replaceFirst("\\{\"messages\".*?]}", "{\"prompt\": \"by-row@1\"}"));
        eval.run(request("by-row", "numbered", 1));
        assertThat(eval.gateway.calls("registry:numbered@1"))
                .as("a prompt that shows the row")
                .hasSize(2 + 61);
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
    void isInconclusiveWithTooFewItems() {
        eval.suite("tiny", document("tiny@1", FLOOR));
        eval.model("few", 100);
        JsonNode gate = eval.run(request("tiny", "few", 1));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(check(gate, "exactMatch.floor").path("outcome").asString()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void isInconclusiveIfTooManyCallsFail() {
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
}
