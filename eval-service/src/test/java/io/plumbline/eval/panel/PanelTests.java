package io.plumbline.eval.panel;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One eval-service for all tests of a class, and the calls of a team and its annotators.
abstract class PanelTests {

    static final JsonMapper JSON = JsonMapper.shared();
    static final String SINGLE = """
            {"title": "Customer answers", "type": "SINGLE", "rubric": "accuracy@1", "guidelines": "Read **all**.",
             "source": {"dataset": "answers@1"}, "design": {"annotators": 2, "perItem": 2, "seed": 3},
             "checks": [{"input": "1 + 1?", "answers": ["3"], "expected": {"accuracy": [1]}}]}
            """;

    static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Map<String, Object> fields = new HashMap<>(Map.of(
                    "id", "secret-record-" + i,
                    "input", "Question " + i + " of ada.lovelace@example.com",
                    "answer", "First answer to question " + i,
                    "other", "Second answer to question " + i,
                    "third", "Third answer to question " + i));
            records.add(fields);
        }
        eval.registry.dataset(EvalUnderTest.TEAM, "answers", records);
    }

    /// An annotator of a panel.
    record Person(String id, RestTestClient client, String task) {

        JsonNode next() {
            return body(client.get()
                    .uri("/api/v1/annotation-tasks/" + task + "/next")
                    .exchange());
        }

        RestTestClient.ResponseSpec label(String item, Map<String, ?> scores) {
            return client.post()
                    .uri("/api/v1/annotation-tasks/" + task + "/items/" + item + "/label")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(JSON.writeValueAsString(Map.of("scores", scores)))
                    .exchange();
        }
    }

    static JsonNode panel(String name, String document) {
        return body(put("/api/v1/panels/" + name, document));
    }

    static Person annotator(String panel, String name) {
        JsonNode invited = body(post("/api/v1/panels/" + panel + "/annotators", "{\"name\": \"" + name + "\"}"));
        String user = invited.path("user").asString();
        RestTestClient client = eval.service.client(eval.service
                .governance()
                .userToken(user, Map.of(EvalUnderTest.TEAM, new Role[] {Role.ANNOTATOR})));
        return new Person(
                user,
                client,
                body(client.get().uri("/api/v1/annotation-tasks").exchange())
                        .path("items")
                        .path(0)
                        .path("task")
                        .asString());
    }

    static RestTestClient stranger() {
        return eval.service.client(eval.service
                .governance()
                .userToken(UUID.randomUUID().toString(), Map.of(EvalUnderTest.TEAM, new Role[] {Role.ANNOTATOR})));
    }

    static RestTestClient.ResponseSpec put(String path, String body) {
        return eval.engineer()
                .put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    static RestTestClient.ResponseSpec post(String path, String body) {
        return eval.engineer()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    static JsonNode get(String path) {
        return body(eval.engineer().get().uri(path).exchange());
    }

    static JsonNode body(RestTestClient.ResponseSpec response) {
        String text = Objects.requireNonNull(response.expectStatus()
                .is2xxSuccessful()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        return JSON.readTree(text);
    }

    static RestTestClient.ResponseSpec importing(String panel, String csv) {
        return eval.engineer()
                .post()
                .uri("/api/v1/panels/" + panel + "/labels?platform=MTURK")
                .contentType(new MediaType("text", "csv"))
                .body(csv)
                .exchange();
    }
}
