package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.ScheduledTask;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls are summed by window and variant, out of the audit log.
class CallWindowsIT extends MonitoringTests {

    @Test
    void sumsCallsPerVariantAndKeepsThemAfterARebuild() {
        for (int i = 1; i <= 20; i++) {
            events.append("team-sums", "gateway.call.completed", TestCalls.call("sums", "stable", i * 10));
        }
        Map<String, Object> blocked = TestCalls.call("sums", "stable", 3);
        blocked.put("faultDomain", "policy");
        blocked.put("costUsd", 0);
        events.append("team-sums", "gateway.call.blocked", blocked);
        Map<String, Object> failed = TestCalls.call("sums", "canary", 3);
        failed.put("faultDomain", "provider");
        events.append("team-sums", "gateway.call.failed", failed);
        Map<String, Object> evaluation = TestCalls.call("sums", "canary", 3);
        evaluation.put("purpose", "evaluation");
        events.append("team-sums", "gateway.call.completed", evaluation);
        awaitCalls("team-sums", "sums", 22);
        JsonNode before = windows("team-sums", "sums");
        assertThat(sum(before, "stable", "calls")).isEqualTo(21);
        assertThat(sum(before, "stable", "blocked")).isEqualTo(1);
        assertThat(sum(before, "canary", "errors")).isEqualTo(1);
        assertThat(sum(before, "stable", "tokens")).isEqualTo(21 * 30);
        assertThat(before.path("items").get(0).path("p95LatencyMs").isMissingNode())
                .isFalse();

        String inHours =
                "/api/v1/windows?minutes=1440&route=sums&from=" + start + "&to=" + start.plusSeconds(7 * 86_400);
        await("the sums of whole hours are those of minutes")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(figures(get("team-sums", inHours)))
                        .isEqualTo(figures(before))
                        .hasSize(2));

        service.client(service.governance().userToken("team-sums", Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/call-window/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        awaitCalls("team-sums", "sums", 22);
        assertThat(windows("team-sums", "sums")).isEqualTo(before);
    }

    @Test
    void sumsTheScoresOfOnlineEvaluationsByVariantAndComputesTheSameAgain() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
        for (int i = 0; i < 10; i++) {
            String variant = i % 2 == 0 ? "stable" : "canary";
            Instant at = hour.plusSeconds(60L * i);
            UUID call =
                    events.append(at, "team-judged", "gateway.call.completed", TestCalls.call("judged", variant, 5));
            events.scores(at.plusSeconds(5), "team-judged", call, Map.of("helpful", i % 4 / 4.0, "answers", 1));
            events.scores(at.plusSeconds(6), "team-other", call, Map.of("helpful", 1));
        }
        UUID odd = events.append(hour, "team-judged", "gateway.call.completed", TestCalls.call("judged", "stable", 5));
        events.scores(hour, "team-judged", odd, Map.of("helpful", 2));
        events.scores(hour.plusSeconds(3_700), "team-judged", odd, Map.of("helpful", 1));
        awaitCalls("team-judged", "judged", 11);
        String query = "/api/v1/windows?route=judged&by=VARIANT&minutes=120&from=" + hour + "&to="
                + hour.plus(2, ChronoUnit.HOURS);
        await("the scores")
                .untilAsserted(() -> assertThat(get("team-judged", query)
                                .path("items")
                                .path(1)
                                .path("scorers")
                                .path("helpful")
                                .path("count")
                                .asInt())
                        .isEqualTo(6));
        JsonNode before = get("team-judged", query);
        JsonNode canary = before.path("items").path(0).path("scorers");
        assertThat(canary.path("helpful").path("count").asInt()).isEqualTo(5);
        assertThat(canary.path("helpful").path("mean").asDouble()).isEqualTo(0.45);
        assertThat(canary.path("helpful").path("deviation").asDouble()).isBetween(0.244, 0.246);
        assertThat(canary.path("answers").path("mean").asDouble()).isEqualTo(1);
        JsonNode byMinute = get("team-judged", query.replace("minutes=120", "minutes=7"));
        long counted = 0;
        for (JsonNode window : byMinute.path("items")) {
            counted += window.path("scorers").path("helpful").path("count").asLong();
        }
        assertThat(counted).isEqualTo(11);

        service.client(service.governance().userToken("team-judged", Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/call-window/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the same again")
                .untilAsserted(() -> assertThat(get("team-judged", query)).isEqualTo(before));
    }

    /// The windows without their times.
    static List<JsonNode> figures(JsonNode windows) {
        List<JsonNode> figures = new ArrayList<>();
        windows.path("items").forEach(window -> figures.add(((ObjectNode) window.deepCopy()).without("from")));
        return figures;
    }

    @Test
    void keepsTheHoursOfExpiredMinutesAlsoAfterARebuild() {
        Instant old = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(40, ChronoUnit.DAYS);
        for (int i = 0; i < 6; i++) {
            events.append(
                    old.plusSeconds(60L * i + 5),
                    "team-old",
                    "gateway.call.completed",
                    TestCalls.call("old", "stable", 10 + i));
        }
        String hours = "/api/v1/windows?route=old&minutes=60&from=" + old + "&to=" + old.plus(1, ChronoUnit.HOURS);
        await("the calls")
                .untilAsserted(() -> assertThat(sum(get("team-old", hours), "stable", "calls"))
                        .isEqualTo(6));
        JsonNode before = get("team-old", hours);
        expire();
        assertThat(oldMinutes()).isZero();
        assertThat(get("team-old", hours)).isEqualTo(before);
        String byMinute = hours.replace("minutes=60", "minutes=5") + "&by=VARIANT";
        assertThat(sum(get("team-old", byMinute), "stable", "calls"))
                .as("minutes that are gone are read from the hours")
                .isEqualTo(6);

        service.client(service.governance().userToken("team-old", Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/call-window/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuild")
                .untilAsserted(() -> assertThat(get("team-old", hours)).isEqualTo(before));
        expire();
        assertThat(oldMinutes()).isZero();
        assertThat(get("team-old", hours)).isEqualTo(before);
    }

    private static long oldMinutes() {
        return JdbcClient.create(service.database().superuser())
                .sql("select count(*) from monitoring.call_window where team = 'team-old' and minutes = 1")
                .query(Long.class)
                .single();
    }

    /// Runs the scheduled expiry at once.
    private static void expire() {
        service.bean(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks().stream()
                .map(ScheduledTask::getTask)
                .filter(task -> task.toString().contains("WindowExpiry"))
                .forEach(task -> task.getRunnable().run());
    }

    static List<Map<String, Object>> stored() {
        return JdbcClient.create(service.database().superuser())
                .sql("""
                        select row_to_json(w)::text from monitoring.call_window w where team = 'team-versions'
                        order by model, prompt, input_length, minutes, start
                        """)
                .query()
                .listOfRows();
    }

    @Test
    void pagesWithoutGapsOrRepetitions() {
        for (String variant : List.of("a", "b", "c", "d", "e")) {
            events.append("team-pages", "gateway.call.completed", TestCalls.call("pages", variant, 5));
        }
        awaitCalls("team-pages", "pages", 5);
        List<String> variants = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("team-pages", "/api/v1/windows?route=pages&limit=2" + cursor);
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items")
                    .forEach(window -> variants.add(window.path("variant").asString()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());

        assertThat(variants).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void refusesAnInvalidRange() {
        String moved = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(
                                "\u001f",
                                "2026-01-01T00:00:00Z",
                                "2026-01-02T00:00:00Z",
                                "2027-01-01T00:00:00Z",
                                "t",
                                "r",
                                "v",
                                "m",
                                "",
                                "",
                                "",
                                "")
                        .getBytes(StandardCharsets.UTF_8));
        for (String query : List.of(
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "from=-9999-01-01T00:00:00Z&to=-9999-01-02T00:00:00Z",
                "to=-1000000000-01-01T00:00:00Z",
                "minutes=0",
                "minutes=1440&from=2020-01-01T00:00:00Z&to=2024-01-01T00:00:00Z",
                "minutes=1440&from=2026-01-01T01:00:00Z&to=2026-06-01T00:00:00Z",
                "tagName=" + "t".repeat(64),
                "by=OUTCOME",
                "inputLength=HUGE",
                "limit=501",
                "cursor=x",
                "cursor=" + moved)) {
            service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                    .get()
                    .uri("/api/v1/windows?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }
}
