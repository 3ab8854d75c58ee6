package io.plumbline.eval.panel;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// Schedules create panels from a stratified sample of the answers of production calls.
class PanelScheduleIT {

    private final EvalUnderTest eval = EvalUnderTest.shared();

    @Test
    void createsAPanelWithEquallyManyItemsOfEachStratum() {
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(Map.of(
                    "input",
                    "Question " + i,
                    "completion",
                    "Answer " + i,
                    "route",
                    i < 50 ? "support" : "sales",
                    "label",
                    i % 10 > 0));
        }
        eval.registry.dataset(TEAM, "rated-calls", answers);
        eval.engineer()
                .put()
                .uri("/api/v1/panel-schedules/quarterly")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"source": {"dataset": "rated-calls", "items": 20}, "title": "Quarter", "rubric": "accuracy@1",
                         "design": {"annotators": 3, "perItem": 2}, "daysOpen": 30}
                        """)
                .exchange()
                .expectStatus()
                .isOk();

        await("the first panel")
                .atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/v1/panel-schedules/quarterly").has("last"));

        JsonNode schedule = get("/api/v1/panel-schedules/quarterly");
        JsonNode last = schedule.path("last");
        assertThat(last.path("dataset").asString()).as(last.toString()).isEqualTo("rated-calls@1");
        assertThat(last.path("strata").toString())
                .isEqualTo("[" + stratum("sales, false", 1, 1) + "," + stratum("sales, true", 9, 7) + ","
                        + stratum("support, false", 5, 5) + "," + stratum("support, true", 45, 7) + "]");
        assertThat(schedule.path("nextRun").asString())
                .isGreaterThan(last.path("at").asString());
        JsonNode panel = get("/api/v1/panels/" + last.path("panel").asString());
        assertThat(panel.path("total").asInt())
                .as("20 items, 2 annotators each")
                .isEqualTo(40);
        assertThat(panel.has("deadline")).isTrue();
    }

    private static String stratum(String name, int records, int items) {
        return "{\"stratum\":\"%s\",\"records\":%d,\"items\":%d,\"leftOut\":%d}"
                .formatted(name, records, items, records - items);
    }

    private JsonNode get(String path) {
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
}
