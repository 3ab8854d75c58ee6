package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Gates on some slices of a dataset, of which every other record is `even`, and the others are `odd`.
class GateSlicesIT extends GateTests {

    @BeforeAll
    static void suites() {
        eval.suite("even", document("faq@1", FLOOR).replaceFirst("\\{", "{\"onlySlices\": [\"even\"], "));
        eval.suite("blocks", document("faq@1", FLOOR).replaceFirst("\\{", "{\"slices\": {\"odd\": {}}, "));
    }

    @Test
    void runsOnlyTheSlicesOfTheSuiteAndCounts() {
        eval.registry.model(TEAM, "half", 1, 0);
        eval.gateway.model("registry:half@1", GateSlicesIT::rightWhereEven);

        JsonNode gate = eval.run(request("even", "half", 1));

        assertThat(questions("half")).hasSize(60).allMatch(question -> number(question) % 2 == 0);
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(gate.path("counts").asBoolean()).isTrue();
        assertThat(gate.path("onlySlices").path(0).asString()).isEqualTo("even");
        assertThat(check(gate, "exactMatch.floor").path("value").asDouble()).isEqualTo(1);
        assertThat(pushed("half").path()).isEqualTo("/api/v1/models/half/versions/1/evaluations");
    }

    @Test
    void isInformativeIfTheRequestChoosesSlices() {
        eval.registry.model(TEAM, "part", 1, 0);
        eval.gateway.model("registry:part@1", GateSlicesIT::rightWhereEven);

        JsonNode gate = eval.run(only("faq", "part", "\"even\""));

        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(gate.path("counts").asBoolean()).isFalse();
        assertThat(eval.registry.pushed()).noneMatch(pushed -> pushed.path().contains("/part/"));
        String report = report("/api/v1/gates/" + gate.path("id").asString() + "/report", "text/markdown");
        assertThat(report)
                .contains("Slices: ` even `")
                .contains("For information only: the requester chose only a part of the suite.");
        assertThat(eval.run(only("even", "part", "\"even\"")).path("counts").asBoolean())
                .as("just what the suite asks")
                .isTrue();
    }

    @Test
    void staysInformativeWithABaseline() {
        eval.registry.model(TEAM, "shown", 2, 1);
        eval.gateway.model("registry:shown@1", GateSlicesIT::rightWhereEven);
        eval.gateway.model("registry:shown@2", GateSlicesIT::rightWhereEven);
        String request = request("faq", "shown", 2).replaceFirst("\\{", "{\"onlySlices\": [\"even\"], ");

        JsonNode gate = eval.run(request);

        assertThat(gate.path("baselineOrigin").path("source").asString()).isEqualTo("PRODUCTION");
        assertThat(gate.path("counts").asBoolean()).isFalse();
    }

    /// Else whoever asks for parts until each looks good would have the whole made of them.
    @Test
    void sharesNeitherAnswersNorAttemptsWithAGateOnAllItems() {
        eval.registry.model(TEAM, "parts", 1, 0);
        eval.gateway.model("registry:parts@1", call -> EvalUnderTest.rightFor(100, call));
        eval.run(only("faq", "parts", "\"even\""));
        eval.run(only("faq", "parts", "\"odd\""));

        JsonNode whole = eval.run(request("faq", "parts", 1));
        JsonNode again = eval.run(only("faq", "parts", "\"even\""));
        JsonNode both = eval.run(only("faq", "parts", "\"odd\", \"even\""));

        assertThat(whole.path("run").path("cached").asInt()).isZero();
        assertThat(whole.path("evidence").path("attempt").asInt()).isEqualTo(1);
        assertThat(again.path("run").path("cached").asInt()).isEqualTo(60);
        assertThat(both.path("run").path("cached").asInt()).isZero();
        assertThat(both.path("counts").asBoolean()).isFalse();
    }

    @Test
    void dropsLimitsOfUnselectedSlices() {
        eval.registry.model(TEAM, "limits", 1, 0);
        eval.gateway.model("registry:limits@1", GateSlicesIT::rightWhereEven);
        assertThat(eval.run(only("blocks", "limits", "\"even\""))
                        .path("verdict")
                        .asString())
                .isEqualTo("PASS");
        assertThat(eval.run(only("blocks", "limits", "\"odd\"")).path("verdict").asString())
                .isEqualTo("FAIL");
    }

    @Test
    void cannotRunOnASliceWithoutRecords() {
        eval.model("typo", 100);
        JsonNode gate = eval.run(only("faq", "typo", "\"even\", \"evne\""));
        assertThat(gate.path("status").asString()).isEqualTo("ERROR");
        assertThat(gate.path("error").asString()).isEqualTo("The dataset has no record of the slices [evne].");
        assertThat(questions("typo")).isEmpty();
    }

    @Test
    void cannotRunOnASliceWithDuplicateQuestionsElsewhere() {
        Map<String, Object> first = Map.of("input", "Question 0", "references", List.of("x"), "slice", "even");
        eval.registry.dataset(
                TEAM,
                "echoes",
                List.of(first, Map.of("input", "Question 0", "references", List.of("x"), "slice", "odd")));
        eval.suite("echoes", document("echoes@1", FLOOR));
        eval.model("echoed", 100);
        JsonNode gate = eval.run(only("echoes", "echoed", "\"even\", \"odd\""));
        assertThat(gate.path("status").asString()).isEqualTo("ERROR");
        assertThat(gate.path("error").asString()).isEqualTo("All records of the slices [odd] repeat other questions.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"\"]", "[null]", "[\"a\\nb\"]", "[\"odd\"]", "\"even\""})
    void refusesSlicesOutsideTheSuite(String slices) {
        eval.model("refused", 100);
        post("/api/v1/gates", request("even", "refused", 1).replaceFirst("\\{", "{\"onlySlices\": " + slices + ", "))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void refusesASuiteWithLimitsOnUnselectedSlices() {
        eval.engineer()
                .put()
                .uri("/api/v1/suites/contradicts")
                .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                .body(document("faq@1", FLOOR)
                        .replaceFirst("\\{", "{\"onlySlices\": [\"even\"], \"slices\": {\"odd\": {}}, "))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/slices/odd");
    }

    private static String only(String suite, String model, String slices) {
        return request(suite, model, 1).replaceFirst("\\{", "{\"onlySlices\": [" + slices + "], ");
    }

    private static FakeGateway.Said rightWhereEven(JsonNode call) {
        String question = FakeGateway.question(call);
        return FakeGateway.Said.text(number(question) % 2 == 0 ? EvalUnderTest.answer(question) : "no idea");
    }

    private static int number(String question) {
        return Integer.parseInt(question.substring("Question ".length()));
    }

    private static Set<String> questions(String model) {
        return eval.gateway.calls("registry:" + model + "@1").stream()
                .map(FakeGateway::question)
                .collect(Collectors.toSet());
    }
}
