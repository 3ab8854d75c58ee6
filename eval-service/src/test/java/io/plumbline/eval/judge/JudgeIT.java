package io.plumbline.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// Judges, and what they are asked.
class JudgeIT extends JudgeTests {

    @Test
    void ratesWithEvidenceBeforeTheLevel() {
        String judge = judge("relevance@1", "", JudgeTests::opinion);
        JsonNode good = rate(judge, GOOD);
        assertThat(good.path("status").asString()).isEqualTo("JUDGED");
        assertThat(good.path("score").asDouble()).isEqualTo(1);
        assertThat(good.path("method").asString()).isEqualTo("SINGLE");
        assertThat(good.path("costUsd").asDouble()).isEqualTo(0.001);
        JsonNode rating = good.path("ratings").path(0);
        assertThat(rating.path("criterion").asString()).isEqualTo("relevance");
        assertThat(rating.path("level").asInt()).isEqualTo(5);
        assertThat(rating.path("quoted").asBoolean()).isTrue();
        assertThat(rate(judge, BAD).path("score").asDouble()).isEqualTo(0.25);
        JsonNode call = eval.gateway.calls("registry:" + judge + "@1").getFirst();
        assertThat(ScriptedJudge.schema(call)
                        .path("properties")
                        .path("ratings")
                        .path("properties")
                        .path("relevance")
                        .path("required"))
                .isEqualTo(JSON.readTree("[\"evidence\", \"reasoning\", \"level\"]"));
        assertThat(call.path("plumbline").path("purpose").asString()).isEqualTo("evaluation");
        assertThat(call.path("plumbline").path("tags").path("judge").asString()).isEqualTo(judge);
    }

    @Test
    void previewsADocument() {
        String judge = judge("relevance@1", "", JudgeTests::opinion);
        String document = "{\"rubric\": \"%s\", \"model\": \"registry:" + judge + "@1\"}";
        JsonNode same = post(judge, "diff", document.formatted("relevance@1"));
        assertThat(same.path("from").asInt()).isEqualTo(1);
        assertThat(same.path("to").asInt()).isEqualTo(1);
        JsonNode other = post(judge, "diff", document.formatted("tone@1"));
        assertThat(other.path("to").asInt()).isEqualTo(2);
        assertThat(other.path("changes").path(0).path("pointer").asString()).isEqualTo("/rubric");
        assertThat(post("not-there", "diff", document.formatted("tone@1"))
                        .path("from")
                        .asInt())
                .isZero();
        eval.engineer()
                .post()
                .uri("/api/v1/judges/not-there/diff")
                .contentType(MediaType.APPLICATION_JSON)
                .body(document.formatted("absent@1"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/rubric");
    }

    @Test
    void makesNoCallIfTheRubricLacksARequiredInput() {
        String judge = judge("accuracy@1", "", JudgeTests::opinion);
        assertThat(rate(judge, GOOD).path("error").asString()).isEqualTo("the rubric needs references");
        assertThat(eval.gateway.calls("registry:" + judge + "@1")).isEmpty();
        JsonNode judged = post(judge, "verdicts", """
                        {"items": [{"input": "q", "answer": "Reset it", "references": ["Reset it."]}]}
                        """).path("items").path(0);
        assertThat(judged.path("score").asDouble()).isEqualTo(1);
        String grounded = judge("groundedness@1", "", JudgeTests::opinion);
        assertThat(rate(grounded, GOOD).path("error").asString()).isEqualTo("the rubric needs a context");
    }

    @Test
    void flagsAJudgeOfTheFamilyItJudges() {
        String judge = judge("relevance@1", "", JudgeTests::opinion, "gpt-judge-");
        String item = "\"items\": [{\"input\": \"q\", \"answer\": \"a\"}]}";
        assertThat(post(judge, "verdicts", "{\"judgedModel\": \"gpt-4o-mini\", " + item)
                        .path("items")
                        .path(0)
                        .path("sameFamily")
                        .asBoolean())
                .isTrue();
        assertThat(post(judge, "verdicts", "{\"judgedModel\": \"claude-sonnet-4\", " + item)
                        .path("items")
                        .path(0)
                        .path("sameFamily")
                        .asBoolean(true))
                .isFalse();
        assertThat(post(judge, "verdicts", "{" + item).path("items").path(0).has("sameFamily"))
                .isFalse();
    }

    @Test
    void comparesInBothOrders() {
        String fair = judge(
                "relevance@1",
                "",
                call -> ScriptedJudge.prefers(
                        call,
                        ScriptedJudge.material(call).path("first").asString().contains("Reset") ? "FIRST" : "SECOND"));
        JsonNode compared = compare(fair, BAD, GOOD);
        assertThat(compared.path("winner").asString()).isEqualTo("SECOND");
        assertThat(compared.path("consistent").asBoolean()).isTrue();
        for (String second : List.of(GOOD, "Reset the router.", GOOD)) {
            Map<String, Object> pair = Map.of(
                    "input", "How?", "first", BAD, "second", second, "firstSystem", "old@1", "secondSystem", "new@1");
            assertThat(post(fair, "comparisons", JSON.writeValueAsString(Map.of("pairs", List.of(pair))))
                            .path("pairs"))
                    .hasSize(1);
        }
        JsonNode ranked = ranked(fair);
        assertThat(ranked.path("preferences").asInt())
                .as("those of named systems, each once")
                .isEqualTo(2);
        assertThat(ranked.at("/places/0/system").asString()).isEqualTo("new@1");
        String biased = judge("relevance@1", "", call -> ScriptedJudge.prefers(call, "FIRST"));
        JsonNode tie = compare(biased, BAD, GOOD);
        assertThat(tie.path("winner").asString()).isEqualTo("TIE");
        assertThat(tie.path("consistent").asBoolean()).isFalse();
        assertThat(tie.path("whenSecondCameFirst").asString()).isEqualTo("SECOND");
        String lost = judge("relevance@1", "", call -> ScriptedJudge.prefers(call, "NEITHER"));
        assertThat(compare(lost, BAD, GOOD).path("status").asString()).isEqualTo("ERROR");
    }

    private static JsonNode ranked(String judge) {
        return Objects.requireNonNull(eval.engineer()
                .post()
                .uri("/api/v1/rankings/judges")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"judge\": \"" + judge + "\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void samplesATenthDeterministically() {
        String judge = judge("relevance@1", "", JudgeTests::opinion);
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(Map.of("id", "i-" + i, "changed", i % 10 == 0));
        }
        String request = JSON.writeValueAsString(Map.of("items", items, "seed", 3));
        JsonNode drawn = post(judge, "samples", request).path("items");
        assertThat(drawn.size()).isBetween(70, 130);
        assertThat(post(judge, "samples", request).path("items")).isEqualTo(drawn);
        assertThat(drawn.path(0).path("probability").asDouble()).isBetween(0.05, 0.3);
        assertThat(eval.gateway.calls("registry:" + judge + "@1")).isEmpty();
    }

    @Test
    void changesItsDigestWithEveryDependencyOfItsRatings() {
        String first = digest("digest-1", "\"samples\": 1,", "relevance@1");
        assertThat(digest("digest-2", "", "relevance@1")).isEqualTo(first);
        assertThat(digest("digest-3", "\"samples\": 2,", "relevance@1")).isNotEqualTo(first);
        assertThat(digest("digest-4", "", "tone@1")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /rubric      | "rubric": "absent@1", "model": "registry:known@1"
                    /rubric      | "rubric": "tone@2", "model": "registry:known@1"
                    /model       | "rubric": "tone@1", "model": "registry:absent@1"
                    /model       | "rubric": "tone@1", "model": "absent"
                    /model       | "rubric": "tone@1", "model": "openai/gpt-4o"
                    /temperature | "rubric": "tone@1", "model": "registry:known@1", "samples": 3, "temperature": 0
                    /samples     | "rubric": "tone@1", "model": "registry:known@1", "samples": 11
                    """)
    void refusesAJudgeThatCannotJudge(String pointer, String document) {
        eval.model("known", 100);
        eval.engineer()
                .put()
                .uri("/api/v1/judges/refused")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{" + document + "}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }
}
