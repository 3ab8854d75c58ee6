package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Service level objectives and their alerts over calls of an audit log.
class SlosIT extends MonitoringTests {

    private static final String AVAILABLE =
            "{\"route\": \"paid\", \"indicator\": \"AVAILABILITY\", \"target\": 0.99, \"minCalls\": 20}";

    private static RestTestClient as(String team, Role role) {
        return service.client(service.governance().userToken(team, role));
    }

    private static int put(String team, Role role, String name, String body) {
        return as(team, role)
                .put()
                .uri("/api/v1/slos/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    private static JsonNode evaluated(String team, String name) {
        return await("the evaluation of " + name)
                .until(
                        () -> get(team, "/api/v1/slos/" + name),
                        slo -> !slo.path("status").isNull());
    }

    private static JsonNode alerts(String team, String query) {
        return get(team, "/api/v1/alerts?source=SLO&" + query).path("items");
    }

    @Test
    void raisesAlertsWhileTheBudgetBurnsAndResolvesThem() {
        Instant now = Instant.now();
        for (int call = 0; call < 100; call++) {
            Map<String, Object> attributes = TestCalls.call("paid", "v1", 100);
            String fault = call < 30 ? "provider" : call < 40 ? "gateway" : "none";
            attributes.put("faultDomain", fault);
            events.append(
                    now.minusSeconds(100 - call),
                    "team-slo",
                    fault.equals("none") ? "gateway.call.completed" : "gateway.call.failed",
                    attributes);
        }
        awaitCalls("team-slo", "paid", 100);
        assertThat(put("team-slo", Role.ML_ENGINEER, "paid-available", AVAILABLE))
                .isEqualTo(201);

        JsonNode slo = evaluated("team-slo", "paid-available");
        JsonNode status = slo.path("status");
        assertThat(status.path("state").asString()).isEqualTo("BURNING");
        assertThat(status.path("good").asLong()).isEqualTo(60);
        assertThat(status.path("bad").asLong()).isEqualTo(40);
        assertThat(status.path("budgetLeft").asDouble()).isCloseTo(1 - 40, within(1e-6));
        assertThat(status.path("failures").path("provider").asLong()).isEqualTo(30);
        assertThat(status.path("failures").path("gateway").asLong()).isEqualTo(10);
        assertThat(status.path("burnRates").size()).isEqualTo(3);
        assertThat(status.path("burnRates").path(0).path("longer").asDouble()).isCloseTo(40, within(1e-6));
        assertThat(slo.path("history").size()).isBetween(1, 2);

        assertThat(alerts("team-slo", "name=paid-available&state=FIRING").size())
                .isEqualTo(3);
        await("the incidents").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode alert =
                    alerts("team-slo", "name=paid-available&severity=TICKET").path(0);
            assertThat(alert.path("incidentId").isString()).isTrue();
            assertThat(service.governance()
                            .incidents()
                            .get(alert.path("id").asString())
                            .severity())
                    .isEqualTo("MEDIUM");
        });
        JsonNode alert = alerts("team-slo", "severity=PAGE").path(0);
        assertThat(alert.path("description").asString()).contains("40 of 100 calls");
        assertThat(get("team-slo", "/api/v1/alerts/" + alert.path("id").asString())
                        .path("rule")
                        .asString())
                .isIn("FAST", "MEDIUM");

        assertThat(put("team-slo", Role.ML_ENGINEER, "paid-available", AVAILABLE.replace("0.99", "0.5")))
                .isEqualTo(200);
        assertThat(evaluated("team-slo", "paid-available")
                        .path("status")
                        .path("state")
                        .asString())
                .isEqualTo("MET");
        assertThat(alerts("team-slo", "state=FIRING").size()).isZero();
        assertThat(alerts("team-slo", "state=RESOLVED").size()).isEqualTo(3);
        assertThat(alerts("team-elsewhere", "state=RESOLVED").size()).isZero();
    }

    @Test
    void measuresLatencyByTheLengthOfTheOutput() {
        Instant now = Instant.now();
        for (int call = 0; call < 40; call++) {
            Map<String, Object> attributes = TestCalls.call("mixed", "v1", call < 20 ? 300 : 8_000);
            attributes.put("outputTokens", call < 20 ? 20 : 900);
            events.append(now.minusSeconds(call), "team-latency", "gateway.call.completed", attributes);
        }
        awaitCalls("team-latency", "mixed", 40);
        String latency =
                "{\"route\": \"mixed\", \"indicator\": \"LATENCY\", \"thresholdMs\": 1000, \"target\": 0.95%s}";
        assertThat(put("team-latency", Role.ML_ENGINEER, "all", latency.formatted("")))
                .isEqualTo(201);
        assertThat(put("team-latency", Role.ML_ENGINEER, "short", latency.formatted(", \"outputLength\": \"SHORT\"")))
                .isEqualTo(201);
        assertThat(evaluated("team-latency", "all")
                        .path("status")
                        .path("attained")
                        .asDouble())
                .isEqualTo(0.5);
        JsonNode ofShort = evaluated("team-latency", "short").path("status");
        assertThat(ofShort.path("attained").asDouble()).isEqualTo(1);
        assertThat(ofShort.path("good").asLong()).isEqualTo(20);
        assertThat(ofShort.path("budgetLeft").asDouble()).isEqualTo(1);
        JsonNode listed = get("team-latency", "/api/v1/slos").path("items");
        assertThat(listed.size()).isEqualTo(2);
        assertThat(listed.path(0).path("status").path("attained").asDouble()).isEqualTo(0.5);
        assertThat(listed.path(0).has("history")).isFalse();
    }

    @Test
    void isolatesTeamsAndRefusesInvalidObjectives() {
        assertThat(put("team-own-slo", Role.ML_ENGINEER, "own-slo", AVAILABLE)).isEqualTo(201);
        assertThat(put("team-other", Role.ML_ENGINEER, "own-slo", AVAILABLE)).isEqualTo(404);
        assertThat(put("team-own-slo", Role.AUDITOR, "own-slo", AVAILABLE)).isEqualTo(403);
        for (String invalid : List.of(
                "{}",
                AVAILABLE.replace("0.99", "1"),
                AVAILABLE.replace("AVAILABILITY", "LATENCY"),
                AVAILABLE.replace("\"minCalls\"", "\"thresholdMs\": 5, \"minCalls\""),
                AVAILABLE.replace("\"minCalls\"", "\"outputLength\": \"SHORT\", \"minCalls\""),
                AVAILABLE.replace("\"minCalls\"", "\"days\": 1, \"minCalls\""))) {
            assertThat(put("team-own-slo", Role.ML_ENGINEER, "bad-slo", invalid))
                    .as(invalid)
                    .isEqualTo(400);
        }
        assertThat(evaluated("team-own-slo", "own-slo")
                        .path("status")
                        .path("state")
                        .asString())
                .isEqualTo("NO_DATA");
        JsonNode diff = as("team-own-slo", Role.ML_ENGINEER)
                .post()
                .uri("/api/v1/slos/own-slo/diff")
                .contentType(MediaType.APPLICATION_JSON)
                .body(AVAILABLE.replace("0.99", "0.9"))
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(diff.path("changes").path(0).path("pointer").asString()).isEqualTo("/target");
        as("team-other", Role.ML_ENGINEER)
                .get()
                .uri("/api/v1/slos/own-slo")
                .exchange()
                .expectStatus()
                .isNotFound();
        as("team-own-slo", Role.ML_ENGINEER)
                .delete()
                .uri("/api/v1/slos/own-slo")
                .exchange()
                .expectStatus()
                .isNoContent();
    }
}
