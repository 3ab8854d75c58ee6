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
import java.util.TreeMap;
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
    private static List<JsonNode> figures(JsonNode windows) {
        List<JsonNode> figures = new ArrayList<>();
        windows.path("items").forEach(window -> figures.add(((ObjectNode) window.deepCopy()).without("from")));
        return figures;
    }

    @Test
    void separatesVersionsAndSegmentsAndComputesTheSameAgain() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
        for (int i = 1; i <= 120; i++) {
            Map<String, Object> call = TestCalls.call("versions", "stable", i);
            call.put("prompt", i <= 60 ? "greeting@1" : "greeting@2");
            call.put("inputTokens", i % 2 == 0 ? 100 : 5_000);
            call.put("cachedInputTokens", 3);
            call.put("timeToFirstTokenMs", i / 10.0);
            call.put("routing", Map.of("cache", i % 10 == 0 ? "hit" : "miss", "savedUsd", 0.002));
            if (i % 4 == 0) {
                call.put(
                        "found",
                        List.of(Map.of(
                                "stage",
                                "input",
                                "category",
                                "jailbreak",
                                "score",
                                0.9,
                                "action",
                                "flag",
                                "count",
                                1)));
            }
            UUID id = events.append(hour.plusSeconds(i * 30L), "team-versions", "gateway.call.completed", call);
            if (i > 116) {
                events.feedback(hour.plusSeconds(i * 30L + 5), "team-versions", id, "k", i % 2);
            }
        }
        awaitCalls("team-versions", "versions", 120);
        String query = "/api/v1/windows?route=versions&by=PROMPT&minutes=120&from=" + hour + "&to="
                + hour.plus(2, ChronoUnit.HOURS);
        await("the feedback")
                .untilAsserted(() -> assertThat(get("team-versions", query)
                                .path("items")
                                .path(1)
                                .path("feedback")
                                .path("count")
                                .asInt())
                        .isEqualTo(4));
        JsonNode windows = get("team-versions", query).path("items");
        assertThat(windows.size()).isEqualTo(2);
        JsonNode second = windows.path(1);
        assertThat(second.path("prompt").asString()).isEqualTo("greeting@2");
        assertThat(second.path("variant").isNull()).isTrue();
        assertThat(second.path("calls").asInt()).isEqualTo(60);
        assertThat(second.path("p50LatencyMs").asDouble()).isBetween(90 * 0.99, 91 * 1.01);
        assertThat(second.path("firstToken").path("p95Ms").asDouble()).isBetween(11.58, 11.82);
        assertThat(second.path("usage").path("cachedTokens").asInt()).isEqualTo(180);
        assertThat(second.path("usage").path("cacheHits").asInt()).isEqualTo(6);
        assertThat(second.path("usage").path("savedUsd").asDouble()).isEqualTo(0.12);
        assertThat(second.path("guards").path("attacks").asInt()).isEqualTo(15);
        assertThat(second.path("feedback").path("negative").asInt()).isEqualTo(2);
        assertThat(second.path("feedback").path("mean").asDouble()).isEqualTo(0.5);
        JsonNode longInputs = get("team-versions", query + "&by=INPUT_LENGTH&inputLength=LONG")
                .path("items");
        assertThat(longInputs.path(0).path("inputLength").asString()).isEqualTo("LONG");
        assertThat(sum(
                        get(
                                "team-versions",
                                query.replace("120&", "1&limit=500&").replace("PROMPT", "VARIANT")),
                        "stable",
                        "calls"))
                .as("by minute")
                .isEqualTo(120);

        List<Map<String, Object>> incremental = stored();
        assertThat(incremental).hasSizeGreaterThan(100);
        service.client(service.governance().userToken("team-versions", Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/call-window/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuild").untilAsserted(() -> assertThat(stored()).isEqualTo(incremental));
    }

    @Test
    void separatesLanguagesAndABoundedNumberOfTags() {
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(3, ChronoUnit.DAYS);
        String team = "team-segments";
        for (int i = 0; i < 6; i++) {
            Map<String, Object> call = TestCalls.call("segments", "stable", 100 + i);
            call.put("language", i < 4 ? "de" : "fr");
            call.put("segmentTags", Map.of("tier", i % 2 == 0 ? "gold" : "free", "channel", "web", "Odd", "x"));
            events.append(day.plusSeconds(i * 3_700L), team, "gateway.call.completed", call);
        }
        for (int i = 0; i < 105; i++) {
            Map<String, Object> call = TestCalls.call("many", "stable", 10);
            call.put("language", "not a language");
            call.put("segmentTags", Map.of("seat", "s" + i));
            events.append(day.plusSeconds(i), team, "gateway.call.completed", call);
        }
        UUID corrected = events.append(
                day.plusSeconds(30), team, "gateway.call.completed", TestCalls.call("segments", "stable", 9));
        events.feedback(Instant.now(), team, corrected, "k", 1);
        String range = "/api/v1/windows?limit=500&minutes=1440&from=" + day + "&to=" + day.plus(4, ChronoUnit.DAYS);
        await("the last event")
                .untilAsserted(() -> assertThat(get(team, range + "&by=ROUTE")
                                .path("items")
                                .path(0)
                                .path("feedback")
                                .path("count")
                                .asInt())
                        .isEqualTo(1));

        assertThat(calls(get(team, range + "&route=segments&by=LANGUAGE"), "language"))
                .isEqualTo(Map.of("", 1, "de", 4, "fr", 2));
        assertThat(calls(get(team, range + "&route=segments&by=TAG"), "tag"))
                .isEqualTo(Map.of("", 1, "channel=web,tier=free", 3, "channel=web,tier=gold", 3));
        assertThat(calls(get(team, range + "&route=segments&by=TAG&tagName=tier&language=de"), "tag"))
                .isEqualTo(Map.of("tier=free", 2, "tier=gold", 2));
        assertThat(calls(get(team, range + "&route=segments&by=LANGUAGE&tag=tier=gold"), "language"))
                .isEqualTo(Map.of("de", 2, "fr", 1));
        assertThat(calls(get(team, range + "&route=segments&by=TAG&tag=tier=gol"), "tag"))
                .as("no tag by its beginning")
                .isEmpty();
        Map<String, Integer> many = calls(get(team, range + "&route=many&by=TAG"), "tag");
        assertThat(many).hasSize(99).containsEntry("other", 7).containsEntry("seat=s0", 1);
        assertThat(calls(get(team, range + "&route=many&by=LANGUAGE"), "language"))
                .isEqualTo(Map.of("", 105));

        assertThat(figures(get(team, range + "&route=segments&by=LANGUAGE&by=TAG")))
                .as("by hour, and by minute")
                .isEqualTo(figures(get(
                        team,
                        range.replace("&minutes=1440", "&minutes=1380")
                                        .replace("from=" + day, "from=" + day.minus(1, ChronoUnit.HOURS))
                                + "&route=segments&by=LANGUAGE&by=TAG")))
                .isEqualTo(figures(get(
                        team,
                        range.replace("from=" + day, "from=" + day.minusSeconds(60))
                                + "&route=segments&by=LANGUAGE&by=TAG")));
        assertThat(calls(
                        get(
                                team,
                                range.replace("&minutes=1440", "&minutes=5700")
                                                .replace("from=" + day, "from=" + day.plusSeconds(3_660))
                                        + "&route=segments&by=LANGUAGE"),
                        "language"))
                .as("at once from days, hours and minutes")
                .isEqualTo(Map.of("", 0, "de", 3, "fr", 2));
        assertThat(get("team-other", range + "&route=segments&by=TAG")
                        .path("items")
                        .size())
                .as("another team's")
                .isZero();

        List<Map<String, Object>> incremental = segments();
        assertThat(incremental).hasSizeGreaterThan(300);
        service.client(service.governance().userToken(team, Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/call-window/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuild").untilAsserted(() -> assertThat(segments()).isEqualTo(incremental));
    }

    private static Map<String, Integer> calls(JsonNode windows, String by) {
        Map<String, Integer> calls = new TreeMap<>();
        windows.path("items")
                .forEach(window -> calls.merge(
                        window.path(by).isNull() ? "" : window.path(by).asString(),
                        window.path("calls").asInt(),
                        Integer::sum));
        return calls;
    }

    private static List<Map<String, Object>> segments() {
        return JdbcClient.create(service.database().superuser())
                .sql("""
                        select row_to_json(w)::text from monitoring.call_window w where team = 'team-segments'
                        order by route, language, tags, minutes, start
                        """)
                .query()
                .listOfRows();
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

    private static List<Map<String, Object>> stored() {
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
