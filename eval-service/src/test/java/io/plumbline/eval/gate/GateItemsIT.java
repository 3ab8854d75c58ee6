package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.check;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway;
import io.plumbline.kit.security.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The items of a gate, answers side by side: by the API and on the page. Of 120 questions the baseline answers
/// all; the candidate answers a tenth not at all, another wrongly, and the rest as the baseline does.
class GateItemsIT extends GateTests {

    private static final String HOSTILE =
            "<script>alert(1)</script> <img src=x onerror=alert(2)> \"'>&amp; \u202Egnp.exe\u0000 jane.doe@example.com ";

    private static String id;

    @BeforeAll
    static void gate() {
        eval.suite("compared", document("faq@1", "[{\"name\": \"rougeL\", \"maxRegression\": 0.05, \"floor\": 0.5}]"));
        eval.registry.model(TEAM, "compared", 2, 1);
        eval.gateway.model("registry:compared@1", call -> EvalUnderTest.rightFor(100, call));
        eval.gateway.model("registry:compared@2", GateItemsIT::candidate);
        id = eval.run(request("compared", "compared", 2)).path("id").asString();
    }

    /// Fails for each tenth question, and for each tenth is wrong and hostile; for one without end.
    private static FakeGateway.Said candidate(JsonNode call) {
        String question = FakeGateway.question(call);
        if (question.endsWith("3")) {
            return FakeGateway.Said.status(400);
        }
        if (question.endsWith("7")) {
            int times = question.endsWith(" 7") ? 2_000 : 4;
            return FakeGateway.Said.text("the answer to " + question + " is nowhere. " + HOSTILE.repeat(times));
        }
        return EvalUnderTest.rightFor(100, call);
    }

    /// Of 60 records two lack the field that the messages name.
    @Test
    void neverSendsAnItemWhoseRecordLacksAField() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Map<String, Object> question : EvalUnderTest.questions(60)) {
            Map<String, Object> record = new HashMap<>(question);
            if (!Set.of("q-3", "q-50").contains(question.get("id"))) {
                record.put("context", "It is about " + question.get("id"));
            }
            records.add(record);
        }
        eval.registry.dataset(TEAM, "holey", records);
        eval.model("holey", 100);
        eval.suite(
                "holey",
                document("holey@1", "[{\"name\": \"exactMatch\", \"floor\": 0.5}]")
                        .replace("{{input}}", "{{context}}\"}, {\"role\": \"user\", \"content\": \"{{input}}"));

        JsonNode gate = eval.run(request("holey", "holey", 1));

        assertThat(eval.gateway.calls("registry:holey@1"))
                .hasSize(58)
                .noneMatch(call -> call.toString().contains("{{"));
        assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
        assertThat(check(gate, "fields").path("reason").asString())
                .isEqualTo("2 of 60 records lack a field that the suite's messages name: they were not sent, and are"
                        + " errors.");
        assertThat(check(gate, "errors").path("reason").asString())
                .contains("2 of 60 calls failed", "the record lacks the field context");

        records.forEach(record -> record.remove("context"));
        eval.registry.dataset(TEAM, "holey", records);
        JsonNode none = eval.run(request("holey", "holey", 2));
        assertThat(none.path("status").asString()).isEqualTo("ERROR");
        assertThat(none.path("error").asString())
                .contains(
                        "{{context}}",
                        "context is not a field of the dataset's records",
                        "id, input, references, slice");
        assertThat(eval.gateway.calls("registry:holey@2")).isEmpty();
    }

    @Test
    void pagesItemsWorstFirst() {
        List<String> outcomes = new ArrayList<>();
        List<Integer> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/api/v1/gates/" + id + "/items?limit=50" + cursor);
            for (JsonNode item : page.path("items")) {
                outcomes.add(item.path("outcome").asString());
                items.add(item.path("item").asInt());
            }
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        assertThat(items).hasSize(120).doesNotHaveDuplicates();
        assertThat(outcomes.subList(0, 12)).containsOnly("FAILED");
        assertThat(outcomes.subList(12, 24)).containsOnly("ERROR");
        assertThat(outcomes.subList(24, 120)).containsOnly("PASSED");
    }

    @Test
    void returnsReadableItemsOfOneOutcome() {
        JsonNode page = get("/api/v1/gates/" + id + "/items?outcome=FAILED&limit=3");
        assertThat(page.path("items").size()).isEqualTo(3);
        assertThat(page.path("nextCursor").isString()).isTrue();
        JsonNode item = page.path("items").path(0);
        assertThat(item.path("baseline").asString())
                .isEqualTo(EvalUnderTest.answer(item.path("input").asString()));
        assertThat(item.path("fellMost").asString()).isEqualTo("rougeL");
        assertThat(item.path("scores").path(0).path("change").asDouble()).isNegative();
        assertThat(item.path("candidate").asString())
                .contains("is nowhere", "<EMAIL_ADDRESS>", "‹U+202E›")
                .doesNotContain("jane.doe", "\u202E")
                .endsWith("…")
                .hasSizeLessThan(3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outcome=WORSE", "limit=0", "limit=501", "cursor=x", "cursor=OTk5OTk5"})
    void refusesAnInvalidItemQuery(String query) {
        eval.engineer()
                .get()
                .uri("/api/v1/gates/" + id + "/items?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void countsItemsByOutcome() {
        JsonNode counts = get("/api/v1/gates/" + id + "/items/counts");
        assertThat(counts.path("total").asInt()).isEqualTo(120);
        assertThat(counts.path("counts").path("FAILED").asInt()).isEqualTo(12);
        assertThat(counts.path("counts").path("ERROR").asInt()).isEqualTo(12);
        assertThat(counts.path("counts").path("PASSED").asInt()).isEqualTo(96);
        assertThat(counts.path("counts").has("OPEN")).isFalse();
    }

    @Test
    void hidesEverythingFromAnotherTeam() {
        for (String path : List.of(
                "/api/v1/gates/" + id, "/api/v1/gates/" + id + "/items", "/api/v1/gates/" + id + "/items/counts")) {
            eval.service
                    .client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER))
                    .get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }
}
