package io.plumbline.eval.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

class MetricIT {

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
    }

    @Test
    void scoresTextsOnRequest() {
        post("/api/v1/metrics/score", """
                        {"metrics": ["exactMatch", "rougeL", "bleu", "bertscore"],
                         "pairs": [{"hypothesis": "the cat sat", "references": ["the cat sat"]},
                                   {"hypothesis": "a dog", "references": ["the cat sat"]}]}
                        """)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.corpus.exactMatch")
                .isEqualTo(0.5)
                .jsonPath("$.pairs[0].rougeL")
                .isEqualTo(1.0)
                .jsonPath("$.pairs[1].rougeL")
                .isEqualTo(0.0)
                .jsonPath("$.signatures.bleu")
                .isNotEmpty()
                .jsonPath("$.pairs[0].bertscore")
                .value(Double.class, score -> assertThat(score).isGreaterThan(0.999))
                .jsonPath("$.pairs[1].bertscore")
                .value(Double.class, score -> assertThat(score).isBetween(0.1, 0.6));
        post(
                        "/api/v1/metrics/score",
                        "{\"metrics\": [\"x\"], \"pairs\": [{\"hypothesis\": \"a\", \"references\": [\"b\"]}]}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/metrics/0");
    }

    @Test
    void scoresByMetricsWithOptions() {
        post("/api/v1/metrics/score", """
                        {"metrics": ["ter", {"name": "regex", "as": "ticket", "options": {"pattern": "T-[0-9]+"}},
                                     {"name": "refusal", "negate": true}, {"name": "latency", "options": {"atMost": 500}},
                                     {"name": "set", "as": "all", "of": ["editDistance", {"name": "ter", "negate": true}]}],
                         "pairs": [{"hypothesis": "See T-12.", "references": ["See T-13."], "latencyMs": 700}]}
                        """)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.corpus.ter")
                .isEqualTo(50.0)
                .jsonPath("$.pairs[0].ticket")
                .isEqualTo(1.0)
                .jsonPath("$.pairs[0].refusal")
                .isEqualTo(1.0)
                .jsonPath("$.pairs[0].latency")
                .isEqualTo(0.0)
                .jsonPath("$.pairs[0].all")
                .value(Double.class, score -> assertThat(score).isBetween(0.6, 0.7))
                .jsonPath("$.signatures.ticket")
                .isEqualTo("regex|regex:re2|case:mixed|whole:no|pattern:T-[0-9]+");
        post("/api/v1/metrics/score", """
                        {"metrics": ["json"], "pairs": [{"hypothesis": "{}"}]}
                        """)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.corpus.json")
                .isEqualTo(1.0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"metrics": [{"name": "regex", "options": {"pattern": "("}}], "pairs": [{"hypothesis": "a"}]} | /metrics/0/options/pattern
            {"metrics": ["json", {"name": "regex", "as": "json", "options": {"pattern": "a"}}], "pairs": [{"hypothesis": "a"}]} | /metrics/1/as
            {"metrics": ["json", "bleu"], "pairs": [{"hypothesis": "a"}]} | /pairs/0/references
            {"metrics": [{"name": "set", "of": ["ter"]}], "pairs": [{"hypothesis": "a"}]} | /metrics/0/of/0/negate
            """)
    void pointsAtWhatIsWrongWithAMetric(String body, String pointer) {
        post("/api/v1/metrics/score", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }

    @Test
    void reportsAnUnavailableMetric() {
        post("/api/v1/metrics/score", """
                        {"metrics": ["bleurt"], "pairs": [{"hypothesis": "a", "references": ["a"]}]}
                        """)
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/metric-unavailable")
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("UNAVAILABLE"));
    }

    @Test
    void boundsMetricsThatNeedAProcess() {
        String pair = "{\"hypothesis\": \"class A {}\"}";
        String metric =
                "{\"metrics\": [{\"name\": \"compiles\", \"options\": {\"language\": \"java\"}}], \"pairs\": [%s]}";

        post("/api/v1/metrics/score", metric.formatted(pair))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.corpus.compiles")
                .isEqualTo(1.0);
        post("/api/v1/metrics/score", metric.formatted(pair + (", " + pair).repeat(50)))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/pairs");
    }

    private static RestTestClient.ResponseSpec post(String path, String body) {
        return eval.engineer()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }
}
