package io.plumbline.eval.judge;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One eval-service for all tests of a class, and the judges that they ask. A judge is a model of its own.
abstract class JudgeTests {

    static final JsonMapper JSON = JsonMapper.shared();
    static final String BAD = "Bananas are yellow";
    static final String GOOD = "Reset it in the settings";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
    }

    static Said opinion(JsonNode call) {
        return ScriptedJudge.rates(call, answer -> answer.contains("Reset") ? 5 : 2);
    }

    static String digest(String name, String more, String rubric) {
        eval.registry.model(EvalUnderTest.TEAM, "steady", 1, 0);
        return put(name, more, rubric, "steady").path("digest").asString();
    }

    static String judge(String rubric, String more, Function<JsonNode, Said> behaviour) {
        return judge(rubric, more, behaviour, "judge-");
    }

    /// A judge of a model of its own, both of that name.
    static String judge(String rubric, String more, Function<JsonNode, Said> behaviour, String prefix) {
        String name = prefix + NUMBER.incrementAndGet();
        eval.registry.model(EvalUnderTest.TEAM, name, 1, 0);
        eval.gateway.model("registry:" + name + "@1", behaviour);
        put(name, more, rubric, name);
        return name;
    }

    static JsonNode put(String name, String more, String rubric, String model) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                .put()
                .uri("/api/v1/judges/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{%s \"rubric\": \"%s\", \"model\": \"registry:%s@1\"}".formatted(more, rubric, model))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    static JsonNode rate(String judge, String answer) {
        Map<String, Object> item = Map.of("input", "How do I change my password?", "answer", answer);
        return post(judge, "verdicts", JSON.writeValueAsString(Map.of("items", List.of(item))))
                .path("items")
                .path(0);
    }

    static JsonNode compare(String judge, String first, String second) {
        Map<String, Object> pair = Map.of("input", "How do I change my password?", "first", first, "second", second);
        return post(judge, "comparisons", JSON.writeValueAsString(Map.of("pairs", List.of(pair))))
                .path("pairs")
                .path(0);
    }

    static JsonNode post(String judge, String act, String body) {
        List<String> answer = new ArrayList<>();
        eval.engineer()
                .post()
                .uri("/api/v1/judges/" + judge + "/" + act)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(answer::add);
        return JSON.readTree(answer.getFirst());
    }
}
