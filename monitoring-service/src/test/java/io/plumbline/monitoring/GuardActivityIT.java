package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What guards did is counted by hour, category and action, out of the audit log.
class GuardActivityIT extends MonitoringTests {

    @Test
    void countsWhatGuardsDidByGroupActionAndHour() {
        String team = "team-guards";
        append(team, "one", start.plus(Duration.ofMinutes(5)), finding("pii", "redact", 0.9, 3));
        append(team, "one", start.plus(Duration.ofMinutes(6)), finding("pii", "redact", 0.9, 1));
        append(team, "two", start.plus(Duration.ofMinutes(65)), finding("pii", "block", 0.9, 1));
        append(team, "two", start.plus(Duration.ofMinutes(66)), finding("toxicity", "flag", 0.6, 1));
        append(team, "two", start.plus(Duration.ofMinutes(67)), finding("secret", "allow", 0.9, 1));
        Map<String, Object> evaluation = TestCalls.call("two", "v", 5);
        evaluation.putAll(Map.of("purpose", "evaluation", "found", List.of(finding("pii", "block", 0.9, 9))));
        events.append(start.plus(Duration.ofMinutes(68)), team, "gateway.call.blocked", evaluation);
        await("the projection")
                .untilAsserted(() -> assertThat(report(team, "").path("series")).hasSize(3));

        JsonNode report = report(team, "");
        assertThat(report.path("minutes").asInt()).isEqualTo(60);
        assertThat(report.path("series").valueStream().map(GuardActivityIT::described))
                .containsExactly("pii BLOCK 1 1", "pii REDACT 2 4", "toxicity FLAG 1 1");
        JsonNode redacted = report.path("series").get(1).path("points");
        assertThat(redacted).hasSize(1);
        assertThat(Instant.parse(redacted.get(0).path("from").asString())).isEqualTo(start);
        assertThat(report(team, "&groupBy=ROUTE").path("series").valueStream().map(GuardActivityIT::described))
                .containsExactly("one REDACT 2 4", "two BLOCK 1 1", "two FLAG 1 1");
        assertThat(report(team, "&action=BLOCK&route=two").path("series")).hasSize(1);
        assertThat(report(team, "&category=secret").path("series")).isEmpty();
        assertThat(report("team-stranger", "").path("series")).isEmpty();

        service.client(service.governance().userToken(team, Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/guard-activity/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuild").untilAsserted(() -> assertThat(report(team, "")).isEqualTo(report));
        service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/guard-activity?minutes=5")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private static void append(String team, String route, Instant at, Map<String, Object> finding) {
        Map<String, Object> call = TestCalls.call(route, "v", 5);
        call.put("found", List.of(finding));
        events.append(at, team, "gateway.call.completed", call);
    }

    private static Map<String, Object> finding(String category, String action, double score, int count) {
        return Map.of("stage", "input", "category", category, "score", score, "action", action, "count", count);
    }

    private static JsonNode report(String team, String query) {
        return get(team, "/api/v1/guard-activity?from=" + start + "&to=" + start.plus(Duration.ofHours(3)) + query);
    }

    private static String described(JsonNode series) {
        return String.join(
                " ",
                series.path("group").asString(),
                series.path("action").asString(),
                series.path("calls").asString(),
                series.path("findings").asString());
    }
}
