package io.plumbline.eval.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway.Said;
import io.plumbline.eval.judge.ScriptedJudge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A service that asks judges about their sentinels every second, where a day would be usual.
class SentinelWatchIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SENTINELS = 12;

    private static EvalUnderTest eval;

    @BeforeAll
    static void start() {
        eval = new EvalUnderTest(Map.of("plumbline.eval.sentinels.every", "1s"));
    }

    @AfterAll
    static void stop() {
        eval.close();
    }

    @Test
    void disablesAJudgeThatRatesItsSentinelsDifferently() {
        AtomicInteger harsher = new AtomicInteger();
        String digest = judge("drifting", call -> ScriptedJudge.rates(call, answer -> level(answer) - harsher.get()));
        String id = calibrate("drifting", digest, items(SENTINELS)).path("id").asString();

        await("a look that finds nothing").untilAsserted(() -> {
            JsonNode seen = get("drifting", id);
            assertThat(seen.path("drift").path("items").asInt()).isEqualTo(SENTINELS);
            assertThat(seen.path("drift").path("drifted").asBoolean()).isFalse();
            assertThat(seen.path("stale").asBoolean()).isFalse();
        });
        assertThat(audited(id, "eval.calibration.sentinelsSeen")).isPositive();
        harsher.set(1);
        await("the judge is found out")
                .until(() -> get("drifting", id).path("stale").asBoolean());

        assertThat(get("drifting", id).path("staleness").path(0).asString())
                .isEqualTo("The judge now rates its sentinels differently.");
        int calls = eval.gateway.calls("registry:drifting@1").size();
        harsher.set(0);
        await("nobody asks it until it looks well again")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .until(() -> eval.gateway.calls("registry:drifting@1").size() == calls);
        assertThat(get("drifting", id).path("stale").asBoolean()).isTrue();
    }

    /// One odd look is not the end of a judge.
    @Test
    void looksTwiceBeforeReportingDrift() {
        AtomicBoolean odd = new AtomicBoolean();
        AtomicInteger oddCalls = new AtomicInteger();
        String digest = judge("odd", call -> {
            boolean off = odd.get() && oddCalls.incrementAndGet() <= SENTINELS;
            return ScriptedJudge.rates(call, answer -> level(answer) - (off ? 1 : 0));
        });
        String id = calibrate("odd", digest, items(SENTINELS)).path("id").asString();
        await("a first look").until(() -> get("odd", id).path("drift").isObject());
        odd.set(true);
        await("the odd look and the next").until(() -> oddCalls.get() >= 2 * SENTINELS);
        assertThat(get("odd", id).path("stale").asBoolean()).isFalse();
    }

    @Test
    void reportsNothingAboutAnUnavailableJudge() {
        String digest = judge("silent", _ -> Said.refusal(400, "bad_request"));
        String id = calibrate("silent", digest, items(SENTINELS)).path("id").asString();
        await("it is audited").until(() -> audited(id, "eval.calibration.sentinelsUnseen") > 0);
        JsonNode calibration = get("silent", id);
        assertThat(calibration.path("drift").isMissingNode()).isTrue();
        assertThat(calibration.path("stale").asBoolean()).isFalse();
        assertThat(audited(id, "eval.calibration.sentinelsSeen")).isZero();
    }

    @Test
    void refusesTextsOfNonSentinelsAndTooManyTexts() {
        String digest = judge("strict", call -> ScriptedJudge.rates(call, SentinelWatchIT::level));
        List<Map<String, Object>> items = items(SENTINELS);
        items.getLast().put("material", Map.of("input", "q", "answer", "a"));
        assertThat(post("strict", request(digest, items), 400)
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo("/items/29/material");
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(item(i, true));
        }
        assertThat(post("strict", request(digest, many), 400)
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo("/items");
    }

    /// Of the answer, which says it.
    private static int level(String answer) {
        return Integer.parseInt(answer.substring("Level ".length()));
    }

    private static List<Map<String, Object>> items(int sentinels) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            items.add(item(i, i < sentinels));
        }
        return items;
    }

    private static Map<String, Object> item(int i, boolean sentinel) {
        int level = 2 + i % 4;
        Map<String, Object> item =
                new HashMap<>(Map.of("id", "i-" + i, "human", (level - 1) / 4.0, "verdict", (level - 1) / 4.0));
        if (sentinel) {
            item.put("sentinel", true);
            item.put("material", Map.of("input", "Question " + i, "answer", "Level " + level));
        }
        return item;
    }

    private static String judge(String name, java.util.function.Function<JsonNode, Said> behaviour) {
        eval.registry.model(EvalUnderTest.TEAM, name, 1, 0);
        eval.gateway.model("registry:" + name + "@1", behaviour);
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                        .put()
                        .uri("/api/v1/judges/" + name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{\"rubric\": \"relevance@1\", \"model\": \"registry:" + name + "@1\"}")
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()))
                .path("digest")
                .asString();
    }

    private static Map<String, Object> request(String digest, List<Map<String, Object>> items) {
        return Map.of("judge", digest, "judgedModel", "support-assistant@1", "items", items);
    }

    private static JsonNode calibrate(String judge, String digest, List<Map<String, Object>> items) {
        return post(judge, request(digest, items), 201);
    }

    private static JsonNode post(String judge, Object body, int status) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                .post()
                .uri("/api/v1/judges/" + judge + "/calibrations")
                .contentType(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsString(body))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private static JsonNode get(String judge, String id) {
        return JSON.readTree(Objects.requireNonNull(eval.engineer()
                .get()
                .uri("/api/v1/judges/" + judge + "/calibrations/" + id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private static long audited(String id, String action) {
        return JdbcClient.create(eval.service.database().superuser())
                .sql("select count(*) from audit.event where resource_id = ? and action = ?")
                .params(id, action)
                .query(Long.class)
                .single();
    }
}
