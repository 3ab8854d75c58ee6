package io.plumbline.eval.benchmark;

import static io.plumbline.eval.EvalUnderTest.TEAM;

import io.plumbline.eval.EvalUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/// An evaluation service with models, and the calls that tests of benchmarks make.
abstract class BenchmarkTests {

    static final String BENCHMARKS = "/api/v1/benchmarks";
    static final String RUNS = "/api/v1/benchmark-runs";

    static EvalUnderTest eval;

    @BeforeAll
    static void prepare() {
        eval = EvalUnderTest.shared();
        eval.registry.model(TEAM, "pupil", 2, 0);
        eval.gateway.model("registry:pupil@1", call -> Sums.answer(call, 3));
        eval.gateway.model("registry:pupil@2", call -> Sums.answer(call, 1000));
        benchmark(
                "sums",
                "MMLU",
                Map.of(
                        "arithmetic_test.csv",
                        Sums.questions(0, 24),
                        "arithmetic_dev.csv",
                        Sums.questions(90, 5),
                        "counting_test.csv",
                        Sums.questions(30, 16)));
    }

    static void benchmark(String name, String format, Map<String, String> files) {
        eval.engineer()
                .put()
                .uri(BENCHMARKS + "/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"format\": \"%s\"}".formatted(format))
                .exchange()
                .expectStatus()
                .isCreated();
        upload(name, files).expectStatus().isCreated();
    }

    static RestTestClient.ResponseSpec upload(String name, Map<String, String> files) {
        return sent(name + "/versions", files);
    }

    static RestTestClient.ResponseSpec sent(String path, Map<String, String> files) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        files.forEach((file, text) -> parts.add("file", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return file;
            }
        }));
        return eval.engineer()
                .post()
                .uri(BENCHMARKS + "/" + path)
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(parts)
                .exchange();
    }

    static JsonNode run(String benchmark, String request) {
        return Objects.requireNonNull(eval.engineer()
                .post()
                .uri(BENCHMARKS + "/" + benchmark + "/runs?wait=20")
                .contentType(MediaType.APPLICATION_JSON)
                .body(request)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    static JsonNode get(String path) {
        return Objects.requireNonNull(eval.engineer()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    static JsonNode problem(String benchmark, String request, int status) {
        return Objects.requireNonNull(eval.engineer()
                .post()
                .uri(BENCHMARKS + "/" + benchmark + "/runs")
                .contentType(MediaType.APPLICATION_JSON)
                .body(request)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    static JsonNode metric(JsonNode run) {
        return run.path("results").path("metrics").path(0);
    }
}
