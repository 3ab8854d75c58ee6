package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What long texts may cost.
@ExtendWith(SharedGateway.class)
class AnalysisBoundsIT {

    private static final String ENCODED = "x-plumbline-encoded-characters";
    private static final String PROSE = "The parcel left the depot on time and nobody complained about it at all. ";
    private static RunningGateway hasty;

    private final RunningGateway gateway;

    AnalysisBoundsIT(RunningGateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void startHasty() {
        hasty = RunningGateway.start(Map.of("plumbline.gateway.guards.analysis-timeout", "1ms"));
    }

    @AfterAll
    static void stopHasty() {
        hasty.close();
    }

    @Test
    void looksThroughTheEncoderAtTheBeginningAndByRulesAtTheRest() {
        String text = PROSE.repeat(2_000) + "Mail jane.roe@example.com, Dear Mr. Jonathan Fisher.";
        HttpResponse<String> answer =
                gateway.send("POST", "/analyze", gateway.engineer(), body(text, ", \"score_threshold\": 0.4"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Integer.parseInt(answer.headers().firstValue(ENCODED).orElseThrow()))
                .isLessThanOrEqualTo(65_536);
        JsonNode found = json(answer);
        assertThat(found.findValuesAsString("entity_type")).contains("EMAIL_ADDRESS", "PERSON");
        for (JsonNode each : found) {
            if (each.path("entity_type").asString().equals("PERSON")) {
                assertThat(text.substring(
                                each.path("start").asInt(), each.path("end").asInt()))
                        .contains("Fisher");
            }
        }
    }

    @Test
    void givesNoAnswerRatherThanHalfOfOneWhenTheTimeIsUp() {
        HttpResponse<String> late = hasty.send("POST", "/analyze", hasty.engineer(), body(PROSE.repeat(20_000), ""));
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(json(late).path("error").asString()).contains("less text at a time");
    }

    @Test
    void doesNotGrowATextBeyondReason() {
        StringBuilder results = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            results.append(i == 0 ? "" : ",")
                    .append("{\"start\": %d, \"end\": %d, \"entity_type\": \"A\"}".formatted(i, i + 1));
        }
        HttpResponse<String> refused = gateway.send("POST", "/anonymize", gateway.engineer(), """
                {"text": "%s", "analyzer_results": [%s], "anonymizers": {"A": {"type": "replace", "new_value": "%s"}}}""".formatted(
                        "a".repeat(20_000), results, "b".repeat(1_000)));
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    private static String body(String text, String more) {
        return "{\"text\": \"%s\", \"language\": \"en\"%s}".formatted(text, more);
    }
}
