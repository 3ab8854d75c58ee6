package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/// Monitors over calls of an audit log.
class MonitorsIT extends MonitoringTests {

    private static final String ERRORS = "{\"route\": \"watched\", \"metric\": \"ERROR_RATE\", \"minutes\": 1, "
            + "\"minCalls\": 10, \"falseAlarmsPerMonth\": 1}";

    private static RestTestClient as(String team, Role role) {
        return service.client(service.governance().userToken(team, role));
    }

    private static int put(String team, Role role, String name, String body) {
        return as(team, role)
                .put()
                .uri("/api/v1/monitors/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void detectsALastingChangeOnceAndOpensAnIncident() {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(50, ChronoUnit.MINUTES);
        for (int minute = 0; minute < 45; minute++) {
            for (int call = 0; call < 10; call++) {
                boolean fails = minute >= 35 && call < 5;
                Map<String, Object> attributes = TestCalls.call("watched", "v1", 100);
                attributes.put("faultDomain", fails ? "provider" : "none");
                events.append(
                        begin.plusSeconds(60L * minute + call),
                        "team-watch",
                        fails ? "gateway.call.failed" : "gateway.call.completed",
                        attributes);
            }
        }
        awaitCalls("team-watch", "watched", 450);
        // As if it had existed then, from its first evaluation on: what was before a monitor raises no alarm.
        JdbcClient superuser = JdbcClient.create(service.database().superuser());
        superuser.sql("""
                        create function monitoring.hour_earlier() returns trigger language plpgsql as
                        'begin new.since := new.since - interval ''1 hour''; return new; end'
                        """).update();
        superuser.sql("""
                        create trigger hour_earlier before insert on monitoring.monitor for each row
                        when (new.name = 'errors-of-watched') execute function monitoring.hour_earlier()
                        """).update();
        assertThat(put("team-watch", Role.ML_ENGINEER, "errors-of-watched", ERRORS))
                .isEqualTo(201);
        await("the incident").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode found = get("team-watch", "/api/v1/monitors/errors-of-watched");
            assertThat(found.path("breaches").size()).isEqualTo(1);
            assertThat(found.path("breaches").path(0).path("incidentId").isString())
                    .isTrue();
        });
        JsonNode found = get("team-watch", "/api/v1/monitors/errors-of-watched");
        JsonNode alarm = found.path("breaches").path(0).path("alarm");
        assertThat(Instant.parse(alarm.path("changedAt").asString()))
                .isBetween(begin.plus(33, ChronoUnit.MINUTES), begin.plus(37, ChronoUnit.MINUTES));
        assertThat(alarm.path("normal").asDouble()).isLessThan(0.1);
        assertThat(alarm.path("value").asDouble()).isBetween(0.3, 0.7);
        JsonNode series = found.path("progress").path("series");
        assertThat(series.size()).isEqualTo(45);
        assertThat(series.path(43).path("value").asDouble()).isBetween(0.3, 0.7);
        assertThat(series.path(30).path("evidence").asDouble()).isLessThan(1);
        JsonNode listed = get("team-watch", "/api/v1/monitors").path("items").path(0);
        assertThat(listed.path("breaches").size()).isOne();
        assertThat(listed.path("progress").path("series").isEmpty()).isTrue();
        UUID breach = UUID.fromString(found.path("breaches").path(0).path("id").asString());
        assertThat(service.governance().incidents().get(breach.toString()).kind())
                .isEqualTo("BREACH");
        assertThat(JdbcClient.create(service.database().superuser())
                        .sql("""
                                select count(*) from audit.event
                                where team = 'team-watch'
                                  and convert_from(canonical, 'UTF8') like '%monitoring.breach.detected%'
                                """)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void isolatesTeamsAndRefusesInvalidMonitors() {
        assertThat(put("team-own", Role.ML_ENGINEER, "own", ERRORS)).isEqualTo(201);
        assertThat(put("team-own", Role.ML_ENGINEER, "own", ERRORS)).isEqualTo(200);
        assertThat(put("team-other", Role.ML_ENGINEER, "own", ERRORS)).isEqualTo(404);
        assertThat(put("team-own", Role.AUDITOR, "own", ERRORS)).isEqualTo(403);
        for (String invalid : List.of(
                "{}",
                ERRORS.replace("ERROR_RATE", "MOOD"),
                ERRORS.replace("\"minCalls\": 10", "\"minCalls\": 1"),
                ERRORS.replace("watched", "Watched!"))) {
            assertThat(put("team-own", Role.ML_ENGINEER, "bad", invalid))
                    .as(invalid)
                    .isEqualTo(400);
        }
        assertThat(diff("own", ERRORS).path("changes").isEmpty()).isTrue();
        JsonNode changed = diff("own", ERRORS.replace("\"minCalls\": 10", "\"minCalls\": 20"));
        assertThat(changed.path("etag").asString()).isEqualTo("\"1\"");
        assertThat(changed.path("changes").path(0).path("pointer").asString()).isEqualTo("/minCalls");
        assertThat(diff("fresh", ERRORS).path("from").asInt()).isZero();
        as("team-other", Role.ML_ENGINEER)
                .get()
                .uri("/api/v1/monitors/own")
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(get("team-other", "/api/v1/monitors").path("items").size()).isZero();
        as("team-own", Role.ML_ENGINEER)
                .put()
                .uri("/api/v1/monitors/own")
                .header("If-Match", "\"0\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(ERRORS)
                .exchange()
                .expectStatus()
                .isEqualTo(412);
        as("team-own", Role.ML_ENGINEER)
                .delete()
                .uri("/api/v1/monitors/own")
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private static JsonNode diff(String name, String body) {
        return as("team-own", Role.ML_ENGINEER)
                .post()
                .uri("/api/v1/monitors/" + name + "/diff")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    @Test
    void comparesTwoVariantsOverAFixedTime() {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(30, ChronoUnit.MINUTES);
        for (int minute = 0; minute < 20; minute++) {
            events.append(
                    begin.plusSeconds(60L * minute),
                    "team-compare",
                    "gateway.call.completed",
                    TestCalls.call("compared", "stable", 100 + minute % 5));
            events.append(
                    begin.plusSeconds(60L * minute),
                    "team-compare",
                    "gateway.call.completed",
                    TestCalls.call("compared", "canary", 180 + minute % 7));
        }
        awaitCalls("team-compare", "compared", 40);
        JsonNode compared = get(
                "team-compare",
                "/api/v1/windows/comparison?route=compared&control=stable&canary=canary&metric=LATENCY_P50");
        assertThat(compared.path("canaryWindows").asInt()).isEqualTo(20);
        assertThat(compared.path("result").path("classification").asString()).isEqualTo("HIGH");
        assertThat(compared.path("result").path("estimate").asDouble()).isBetween(75.0, 87.0);
        assertThat(get(
                                "team-elsewhere",
                                "/api/v1/windows/comparison?route=compared&control=stable&canary=canary&metric=ERROR_RATE")
                        .path("result")
                        .path("classification")
                        .asString())
                .isEqualTo("NODATA");

        String sides = "/api/v1/comparisons?route=compared&variant=stable&otherVariant=canary";
        JsonNode versions = get("team-compare", sides);
        assertThat(versions.path("reference").path("calls").asInt()).isEqualTo(20);
        assertThat(versions.path("other").path("costPerCallUsd").asDouble()).isEqualTo(0.001);
        JsonNode median = versions.path("latencies").get(0);
        assertThat(median.path("name").asString()).isEqualTo("LATENCY_P50");
        assertThat(median.path("difference").path("value").asDouble()).isBetween(75.0, 87.0);
        assertThat(median.path("difference").path("differs").asBoolean()).isTrue();
        JsonNode errors = versions.path("rates").get(0);
        assertThat(errors.path("reference").path("high").asDouble()).isBetween(0.16, 0.162);
        assertThat(errors.path("difference").path("differs").asBoolean()).isFalse();
        JsonNode hidden = get("team-elsewhere", sides + "&team=team-compare");
        assertThat(hidden.path("other").path("calls").asInt()).isZero();
        assertThat(hidden.path("rates")).isEmpty();
    }
}
