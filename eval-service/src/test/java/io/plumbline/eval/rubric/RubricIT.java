package io.plumbline.eval.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RubricIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String DOCUMENT = """
            {"description": "Whether it helps.", "scale": {"min": 1, "max": 3},
             "criteria": [{"name": "help", "description": "Help.", "weight": 2,
                           "anchors": {"1": "None.", "2": "Some.", "3": "All."}},
                          {"name": "brevity", "description": "Short.",
                           "anchors": {"1": "Long.", "2": "So so.", "3": "Short."}}],
             "steps": ["Read."],
             "examples": [{"input": "q", "answer": "a", "scores": {"help": 3, "brevity": 1}, "reason": "It does."}]}
            """;

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
    }

    @Test
    void addsAVersionForEachNewDocumentOnly() {
        JsonNode first = put("help", DOCUMENT, 201);
        assertThat(first.path("version").asInt()).isEqualTo(1);
        assertThat(first.path("team").asString()).isEqualTo(EvalUnderTest.TEAM);
        String reordered = JSON.writeValueAsString(JSON.readTree(DOCUMENT.replace("\"steps\": [\"Read.\"],", "")
                .replace("{\"description\": \"Whether", "{\"steps\": [\"Read.\"], \"description\": \"Whether")));
        JsonNode same = put("help", reordered, 200);
        assertThat(same.path("digest").asString())
                .isEqualTo(first.path("digest").asString());
        JsonNode second = put("help", DOCUMENT.replace("Whether it helps.", "Whether it really helps."), 201);
        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(second.path("digest").asString())
                .matches("sha256:[0-9a-f]{64}")
                .isNotEqualTo(first.path("digest").asString());
        JsonNode versions = get("/api/v1/rubrics/help/versions", 200);
        assertThat(versions.path("items").size()).isEqualTo(2);
        assertThat(versions.path("items").path(0).path("version").asInt()).isEqualTo(2);
        assertThat(get("/api/v1/rubrics/help/versions/1", 200)
                        .path("description")
                        .asString())
                .isEqualTo("Whether it helps.");
        assertThat(get("/api/v1/rubrics/help", 200).path("version").asInt()).isEqualTo(2);
        get("/api/v1/rubrics/help/versions/3", 404);
    }

    @Test
    void previewsADocument() {
        JsonNode fresh = diff("differing", DOCUMENT, 200);
        assertThat(fresh.path("from").asInt()).isZero();
        assertThat(fresh.path("to").asInt()).isEqualTo(1);
        get("/api/v1/rubrics/differing", 404);
        put("differing", DOCUMENT, 201);
        assertThat(diff("differing", DOCUMENT, 200).path("to").asInt()).isEqualTo(1);
        JsonNode other = diff("differing", DOCUMENT.replace("Whether it helps.", "How much it helps."), 200);
        assertThat(other.path("from").asInt()).isEqualTo(1);
        assertThat(other.path("to").asInt()).isEqualTo(2);
        assertThat(other.path("changes").size()).isEqualTo(1);
        assertThat(other.path("changes").path(0).path("pointer").asString()).isEqualTo("/description");
        assertThat(other.path("changes").path(0).path("after").asString()).isEqualTo("How much it helps.");
        diff("tone", DOCUMENT, 409);
        diff("differing", DOCUMENT.replace("\"3\": \"All.\"", "\"4\": \"All.\""), 400);
        assertThat(get("/api/v1/rubrics/differing", 200).path("version").asInt())
                .as("nothing is stored")
                .isEqualTo(1);
    }

    private static JsonNode diff(String name, String document, int status) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                .post()
                .uri("/api/v1/rubrics/" + name + "/diff")
                .contentType(MediaType.APPLICATION_JSON)
                .body(document)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    @Test
    void givesEqualDocumentsOfAnyNameTheSameDigest() {
        String one = put("twin-1", DOCUMENT, 201).path("digest").asString();
        assertThat(put("twin-2", DOCUMENT, 201).path("digest").asString()).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accuracy",
                "citations",
                "coherence",
                "context-precision",
                "context-recall",
                "groundedness",
                "relevance",
                "safety",
                "tone",
                "xstest"
            })
    void shipsRubricsThatAnchorEveryLevel(String name) {
        JsonNode rubric = get("/api/v1/rubrics/" + name, 200);
        assertThat(rubric.path("builtIn").asBoolean()).isTrue();
        assertThat(rubric.path("criteria").path(0).path("anchors").size()).isEqualTo(name.equals("xstest") ? 3 : 5);
        put(name, DOCUMENT, 409);
    }

    @Test
    void listsBuiltInAndOwnRubricsByName() {
        put("aaa-first", DOCUMENT, 201);
        JsonNode page = get("/api/v1/rubrics?limit=2", 200);
        assertThat(page.path("items").path(0).path("name").asString()).isEqualTo("aaa-first");
        assertThat(page.path("items").path(1).path("name").asString()).isEqualTo("accuracy");
        JsonNode next =
                get("/api/v1/rubrics?limit=1&cursor=" + page.path("nextCursor").asString(), 200);
        assertThat(next.path("items").path(0).path("name").asString()).isEqualTo("citations");
    }

    @Test
    void isolatesTeams() {
        put("ours", DOCUMENT, 201);
        RestTestClient stranger = eval.service.client(eval.service.governance().userToken("team-b", Role.ML_ENGINEER));
        stranger.get().uri("/api/v1/rubrics/ours").exchange().expectStatus().isNotFound();
        stranger.put()
                .uri("/api/v1/rubrics/ours")
                .contentType(MediaType.APPLICATION_JSON)
                .body(DOCUMENT)
                .exchange()
                .expectStatus()
                .isNotFound();
        stranger.get().uri("/api/v1/rubrics/tone").exchange().expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /criteria/0/anchors | "1": "None.", |
                    /scale              | "max": 3      | "max": 1
                    /scale              | "max": 3      | "max": 40
                    /criteria/1/name    | "brevity", "d | "help", "d
                    /examples/0/scores  | "help": 3     | "help": 4
                    /passAt             | "steps":      | "passAt": 1, "steps":
                    """)
    void refusesWhatLeavesSomethingToTheImagination(String pointer, String was, @Nullable String is) {
        put("refused", DOCUMENT.replace(was, is == null ? "" : is), 400, pointer);
    }

    private static JsonNode put(String name, String document, int status) {
        return put(name, document, status, null);
    }

    private static JsonNode put(String name, String document, int status, @Nullable String pointer) {
        JsonNode answer = JSON.readTree(Objects.requireNonNull(eval.engineer()
                .put()
                .uri("/api/v1/rubrics/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
        if (pointer != null) {
            assertThat(answer.path("errors").path(0).path("pointer").asString()).isEqualTo(pointer);
        }
        return answer;
    }

    private static JsonNode get(String path, int status) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }
}
