package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Windows of calls by version, length of the input, language and declared tags.
class WindowSegmentsIT extends MonitoringTests {

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

        List<Map<String, Object>> incremental = CallWindowsIT.stored();
        assertThat(incremental).hasSizeGreaterThan(100);
        service.client(service.governance().userToken("team-versions", Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/call-window/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuild")
                .untilAsserted(() -> assertThat(CallWindowsIT.stored()).isEqualTo(incremental));
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

        assertThat(CallWindowsIT.figures(get(team, range + "&route=segments&by=LANGUAGE&by=TAG")))
                .as("by hour, and by minute")
                .isEqualTo(CallWindowsIT.figures(get(
                        team,
                        range.replace("&minutes=1440", "&minutes=1380")
                                        .replace("from=" + day, "from=" + day.minus(1, ChronoUnit.HOURS))
                                + "&route=segments&by=LANGUAGE&by=TAG")))
                .isEqualTo(CallWindowsIT.figures(get(
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
}
