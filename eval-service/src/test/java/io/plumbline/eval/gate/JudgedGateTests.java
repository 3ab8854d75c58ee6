package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.document;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway.Said;
import io.plumbline.eval.judge.ScriptedJudge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Suites with a judge, judges, and what people say of them.
abstract class JudgedGateTests extends GateTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NO_METRIC = "[]";

    static Said opinion(JsonNode call) {
        return ScriptedJudge.rates(call, answer -> answer.contains("handbook") ? 5 : 1);
    }

    static String suite(String judge, String rule) {
        return judgedBy("registry:" + judge + "@1", rule);
    }

    static String judgedBy(String model, String rule) {
        return document("faq@1", NO_METRIC)
                .replace(
                        "\"errorBudget\"",
                        "\"judge\": {\"rubric\": \"relevance@1\", \"model\": \"%s\", %s}, \"errorBudget\""
                                .formatted(model, rule));
    }

    /// A model that judges, and a judge of that name with the settings that a suite gives it.
    static void judge(String name, Function<JsonNode, Said> behaviour) {
        eval.registry.model(EvalUnderTest.TEAM, name, 1, 0);
        eval.gateway.model("registry:" + name + "@1", behaviour);
        store(name, "registry:" + name + "@1");
    }

    /// A judge of that name that asks the model.
    static void store(String name, String model) {
        eval.engineer()
                .put()
                .uri("/api/v1/judges/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"rubric\": \"relevance@1\", \"model\": \"" + model + "\"}")
                .exchange()
                .expectStatus()
                .isCreated();
    }

    /// People who always agree with the judge, on 200 answers of the model, confirmed by a second person.
    static void calibrate(String judge, String judgedModel) {
        eval.confirm(judge, record(judge, judgedModel, true));
    }

    /// The same before anybody has confirmed it.
    ///
    /// @param returned whether the judge returned these verdicts
    /// @return its id
    static String record(String judge, String judgedModel, boolean returned) {
        String digest = fetch("/api/v1/judges/" + judge).path("digest").asString();
        List<Double> scores =
                IntStream.range(0, 200).mapToObj(i -> (double) (i % 2)).toList();
        List<UUID> ids = returned ? eval.returned(digest, scores) : List.of();
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            Map<String, Object> item = new HashMap<>(Map.of("human", scores.get(i), "verdict", scores.get(i)));
            if (returned) {
                item.put("verdictId", ids.get(i));
            }
            items.add(item);
        }
        return Objects.requireNonNull(eval.engineer()
                        .post()
                        .uri("/api/v1/judges/" + judge + "/calibrations")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(JSON.writeValueAsString(
                                Map.of("judge", digest, "judgedModel", judgedModel, "items", items)))
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .path("id")
                .asString();
    }

    static JsonNode fetch(String path) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }
}
