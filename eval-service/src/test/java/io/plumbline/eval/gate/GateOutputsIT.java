package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.answer;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Gates over outputs that were produced elsewhere.
class GateOutputsIT extends GateTests {

    @BeforeAll
    static void suites() {
        eval.suite("admits", document("faq@1", FLOOR).replaceFirst("\\{", "{\"requires\": {\"outputs\": \"ANY\"}, "));
        eval.suite("other", document("tiny@1", FLOOR));
        eval.suite("timed", document("faq@1", FLOOR).replaceFirst("\\{", "{\"ceilings\": {\"p95LatencyMs\": 900}, "));
    }

    private static String lines(IntFunction<String> line) {
        return IntStream.range(0, 120).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String right(int i) {
        return "{\"id\": \"q-%d\", \"output\": \"%s\"}".formatted(i, answer("Question " + i));
    }

    private static String over(String outputs, String suite, String model) {
        return request(suite, model, 1).replaceFirst("\\{", "{\"outputs\": \"" + outputs + "\", ");
    }

    @Test
    void evaluatesOutputsWithoutCallingTheCandidateAndDoesNotCount() {
        eval.registry.model(TEAM, "elsewhere", 1, 0);
        String outputs = eval.outputs("faq", lines(GateOutputsIT::right));

        JsonNode gate = eval.run(over(outputs, "faq", "elsewhere"));

        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(gate.path("counts").asBoolean()).isFalse();
        assertThat(gate.at("/outputs/id").asString()).isEqualTo(outputs);
        assertThat(check(gate, "outputs").path("reason").asString())
                .contains("The candidate was not called", "sha256:", "do not count");
        assertThat(calls("elsewhere")).isZero();
        assertThat(eval.registry.pushed()).noneMatch(pushed -> pushed.path().contains("/elsewhere/"));
        assertThat(event(gate.path("id").asString(), "eval.gate.finished")
                        .path("outputs")
                        .asString())
                .isEqualTo(gate.at("/outputs/digest").asString());
        assertThat(report("/api/v1/gates/" + gate.path("id").asString() + "/report", "text/markdown"))
                .contains("produced elsewhere");
    }

    @Test
    void countsIfTheSuiteAdmitsOutputsAndAddsNoEvidenceTwice() {
        eval.registry.model(TEAM, "admitted", 1, 0);
        String outputs = eval.outputs("admits", lines(GateOutputsIT::right));

        JsonNode first = eval.run(over(outputs, "admits", "admitted"));
        JsonNode again = eval.run(over(outputs, "admits", "admitted"));

        assertThat(first.path("counts").asBoolean()).isTrue();
        assertThat(pushed("admitted").path()).isEqualTo("/api/v1/models/admitted/versions/1/evaluations");
        assertThat(again.at("/evidence/attempt").asInt()).isEqualTo(1);
        assertThat(check(again, "exactMatch.floor").path("ciLow"))
                .isEqualTo(check(first, "exactMatch.floor").path("ciLow"));
    }

    @Test
    void countsRecordsWithoutAnOutputAsErrors() {
        eval.registry.model(TEAM, "partial", 1, 0);
        String outputs =
                eval.outputs("faq", lines(i -> i < 60 ? right(i) : "{\"id\": \"x-" + i + "\", \"error\": \"e\"}"));
        JsonNode gate = eval.run(over(outputs, "faq", "partial"));
        assertThat(gate.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
        assertThat(gate.at("/run/errors").asInt()).isEqualTo(60);
    }

    @Test
    void refusesOutputsThatTheSuiteCannotEvaluate() {
        eval.registry.model(TEAM, "refused", 1, 0);
        String outputs = eval.outputs("faq", right(1));
        post("/api/v1/gates", over(outputs, "other", "refused")).expectStatus().isBadRequest();
        post("/api/v1/gates", over(outputs, "timed", "refused")).expectStatus().isBadRequest();
        post("/api/v1/gates", over("00000000-0000-7000-8000-000000000000", "faq", "refused"))
                .expectStatus()
                .isNotFound();
        eval.sendOutputs("suite=faq", right(1) + "\n" + right(1)).expectStatus().isBadRequest();
        eval.sendOutputs("suite=faq", "{\"id\": \"a\"}").expectStatus().isBadRequest();
        eval.sendOutputs("suite=none", right(1)).expectStatus().isNotFound();
    }
}
