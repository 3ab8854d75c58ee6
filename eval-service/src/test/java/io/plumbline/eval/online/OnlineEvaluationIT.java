package io.plumbline.eval.online;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.FakeGateway.Said;
import io.plumbline.eval.judge.ScriptedJudge;
import io.plumbline.eval.metric.CallFigures;
import io.plumbline.eval.online.OnlineCallStore.Sampled;
import io.plumbline.eval.online.OnlineSpend.Spent;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.tenancy.Tenancy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Online evaluations score a sampled share of live calls.
class OnlineEvaluationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static EvalUnderTest eval;
    private static LiveCalls live;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
        live = new LiveCalls(eval.service);
    }

    @Test
    void scoresCallsByVariantUntilTheCostCapIsReached() {
        judge("helpful", call -> ScriptedJudge.rates(call, answer -> answer.contains("helpful") ? 5 : 1));
        put("capped", """
                {"route": "capped", "share": 1, "consent": "NOT_REQUIRED", "judges": ["helpful"], "costPerDayUsd": 0.01,
                 "metrics": [{"name": "refusal", "negate": true, "as": "answers"}]}
                """).expectStatus().isCreated();
        awaitSampling();
        for (int i = 0; i < 6; i++) {
            live.call(TEAM, "capped", "stable", "A helpful hand: write to jane.roe@example.com " + i);
            live.call(TEAM, "capped", "canary", "Nothing useful " + i);
        }
        live.call("team-b", "capped", "stable", "A call of another team");

        await("the cap")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sampled("capped")).isEqualTo(12));
        JsonNode found = get("capped");
        JsonNode status = found.path("status");
        assertThat(status.path("calls").asInt()).isEqualTo(12);
        assertThat(status.path("scored").asInt()).as(status.toString()).isEqualTo(10);
        assertThat(status.path("skipped").path("COST_CAP").asInt()).isEqualTo(2);
        assertThat(status.path("costTodayUsd").asDouble()).isEqualTo(0.01);
        assertThat(status.path("stopped").asString()).contains("have spent the cap of today");
        assertThat(mean(found, "stable", "helpful").path("mean").asDouble()).isEqualTo(1);
        JsonNode canary = mean(found, "canary", "helpful");
        assertThat(canary.path("mean").asDouble()).isZero();
        assertThat(canary.path("high").asDouble()).isBetween(0.3, 0.9);
        assertThat(canary.path("uncalibrated").asString()).contains("has no calibration on the answers of support@2");
        assertThat(mean(found, "stable", "answers").path("mean").asDouble()).isEqualTo(1);
        assertThat(eval.gateway.calls("registry:helpful@1"))
                .hasSize(10)
                .noneMatch(call -> call.toString().contains("jane.roe"));
        assertThat(events("eval.call.scored"))
                .hasSize(10)
                .allSatisfy(event -> assertThat(event)
                        .contains("\"answers\":1", "\"helpful\":", "\"route\":\"capped\"")
                        .doesNotContain("hand", "useful", "Who can"));
        assertThat(events("eval.payload.read")).hasSize(10);
    }

    @Test
    void scoresOnlyCallsWithConsentAndContent() {
        put("consented", "{\"route\": \"asked\", \"share\": 1, \"metrics\": [\"refusal\"]}")
                .expectStatus()
                .isCreated();
        awaitSampling();
        UUID consented = live.call(TEAM, "asked", "stable", "I cannot help with that.");
        UUID refused = live.call(TEAM, "asked", "stable", "This text must not be read");
        UUID withoutContent = live.call(TEAM, "asked", "stable", null);
        live.feedback(TEAM, consented, true);
        live.feedback(TEAM, consented, true);
        live.feedback(TEAM, refused, false);
        live.feedback(TEAM, withoutContent, true);

        await("both calls")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sampled("consented")).isEqualTo(2));
        JsonNode found = get("consented");
        assertThat(found.path("status").path("calls").asInt()).isEqualTo(3);
        assertThat(found.path("status").path("sampled").asInt()).isEqualTo(2);
        assertThat(found.path("status").path("scored").asInt()).isEqualTo(1);
        assertThat(found.path("status")
                        .path("skipped")
                        .path("CONTENT_NOT_STORED")
                        .asInt())
                .isEqualTo(1);
        assertThat(mean(found, "stable", "refusal").path("mean").asDouble()).isEqualTo(1);
        assertThat(reads(refused)).isZero();
    }

    @Test
    void skipsCallsWhoseJudgeKeepsFailing() {
        // A guard stops the second answer, which is billed too.
        AtomicInteger calls = new AtomicInteger();
        judge(
                "silent",
                _ -> calls.incrementAndGet() == 2
                        ? Said.text("no verdict").ended("content_filter")
                        : Said.text("no verdict"));
        put("failing", """
                {"route": "failing", "share": 1, "consent": "NOT_REQUIRED", "judges": ["silent"], "costPerDayUsd": 1}
                """).expectStatus().isCreated();
        awaitSampling();
        live.call(TEAM, "failing", "stable", "An answer");

        await("the last attempt").atMost(PATIENCE).untilAsserted(() -> {
            jdbc().sql("update eval.online_call set next_attempt = now() where evaluation = 'failing' and attempts > 0"
                            + " and next_attempt < now() + interval '10 minutes'")
                    .update();
            assertThat(status("failing").path("skipped").path("JUDGE_FAILED").asInt())
                    .isEqualTo(1);
        });
        assertThat(eval.gateway.calls("registry:silent@1")).hasSize(3);
        assertThat(status("failing").path("costTodayUsd").asDouble()).isEqualTo(0.003);
        assertThat(status("failing").path("scored").asInt()).isZero();
    }

    @Test
    void keepsTheCapAfterACallWithoutCost() {
        AtomicInteger calls = new AtomicInteger();
        judge(
                "dear",
                call -> calls.incrementAndGet() == 1
                        ? Said.refusal(400, "bad_request")
                        : ScriptedJudge.rates(call, _ -> 5).header("x-plumbline-cost-usd", "0.008"));
        put("costly", """
                {"route": "costly", "share": 1, "consent": "NOT_REQUIRED", "judges": ["dear"], "costPerDayUsd": 0.01}
                """).expectStatus().isCreated();
        awaitSampling();
        for (int i = 0; i < 8; i++) {
            live.call(TEAM, "costly", "stable", "An answer " + i);
        }
        await("the cap")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sampled("costly")).isGreaterThanOrEqualTo(7));
        assertThat(status("costly").path("costTodayUsd").asDouble()).isEqualTo(0.008);
        assertThat(status("costly").path("scored").asInt()).isEqualTo(1);
    }

    @Test
    void scoresNoCallWithoutConsentOnceItIsRequired() {
        AtomicInteger calls = new AtomicInteger();
        judge("curious", call -> {
            calls.incrementAndGet();
            return Said.refusal(400, "bad_request");
        });
        String plan = """
                {"route": "later", "share": 1, "judges": ["curious"], "costPerDayUsd": 1, "consent": "%s"}
                """;
        put("later", plan.formatted("NOT_REQUIRED")).expectStatus().isCreated();
        awaitSampling();
        UUID call = live.call(TEAM, "later", "stable", "An answer");
        await("the first attempt").atMost(PATIENCE).until(() -> reads(call) == 1);
        put("later", plan.formatted("REQUIRED")).expectStatus().isOk();
        await("the next attempt").atMost(PATIENCE).untilAsserted(() -> {
            jdbc().sql("update eval.online_call set next_attempt = now() where evaluation = 'later' and attempts > 0"
                            + " and next_attempt < now() + interval '10 minutes'")
                    .update();
            assertThat(status("later").path("skipped").path("CONSENT_WITHDRAWN").asInt())
                    .isEqualTo(1);
        });
        assertThat(reads(call)).isEqualTo(1);
    }

    @Test
    void countsTheReservationOfACallWhoseJudgeDoesNotAnswer() {
        OnlineCallStore calls = eval.service.bean(OnlineCallStore.class);
        OnlineSpend spend = eval.service.bean(OnlineSpend.class);
        Instant now = Instant.now();
        LocalDate day = OnlineCallStore.day(now);
        LiveCall call = new LiveCall("r", "v", "m", "", new CallFigures(1d, 1L, 1L, 1d));
        Sampled first = new Sampled("waits", UUID.randomUUID(), TEAM, call, now, false, 0);
        Sampled second = new Sampled("waits", UUID.randomUUID(), TEAM, call, now, false, 0);
        BigDecimal usd = new BigDecimal("0.25");
        Spent spent = Objects.requireNonNull(Tenancy.asWorker(() -> eval.service
                .bean(TransactionTemplate.class)
                .execute(_ -> {
                    calls.add(first, now.plus(Duration.ofDays(1)));
                    calls.add(second, now.plus(Duration.ofDays(1)));
                    spend.reserve(first, day, BigDecimal.ONE);
                    spend.add(first, day, new OnlineSpend.Cost(usd, true, false));
                    calls.finish(first, true);
                    spend.reserve(second, day, BigDecimal.ONE);
                    spend.add(second, day, new OnlineSpend.Cost(BigDecimal.ZERO, false, true));
                    return spend.of("waits", TEAM, day);
                })));
        assertThat(spent.usd()).isEqualByComparingTo("0.5");
    }

    @Test
    void refusesScorersThatLiveCallsCannotHaveAndCallersWithoutTheContent() {
        eval.gateway.route(TEAM, "strict", _ -> Said.text("x"));
        for (String scorers : List.of(
                "\"metrics\": [\"rougeL\"]",
                "\"metrics\": [\"ter\"]",
                "\"judges\": [\"missing\"], \"costPerDayUsd\": 1",
                "\"judges\": [\"missing\"]",
                "\"share\": 2, \"metrics\": [\"refusal\"]",
                "\"perHour\": 100000, \"metrics\": [\"refusal\"]")) {
            put(eval.engineer(), "strict", "{\"route\": \"strict\", \"share\": 1, " + scorers + "}")
                    .expectStatus()
                    .isBadRequest();
        }
        String body = "{\"route\": \"strict\", \"share\": 1, \"metrics\": [\"refusal\"], \"team\": \"%s\"}";
        put(eval.engineer(), "strict", "{\"route\": \"none\", \"share\": 1, \"metrics\": [\"refusal\"]}")
                .expectStatus()
                .isBadRequest();
        eval.engineer()
                .post()
                .uri("/api/v1/online-evaluations/strict/diff")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"route\": \"none\", \"share\": 1, \"metrics\": [\"refusal\"]}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/route");
        put(client(Role.CI_PIPELINE, TEAM), "strict", body.formatted(TEAM))
                .expectStatus()
                .isForbidden();
        put(eval.engineer(), "strict", body.formatted(TEAM)).expectStatus().isCreated();
        client(Role.ML_ENGINEER, "team-b")
                .get()
                .uri("/api/v1/online-evaluations/strict")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private static RestTestClient client(Role role, String team) {
        return eval.service.client(eval.service.governance().userToken(team, role));
    }

    private static void judge(String name, Function<JsonNode, Said> behaviour) {
        eval.registry.model(TEAM, name, 1, 0);
        eval.gateway.model("registry:" + name + "@1", behaviour);
        eval.engineer()
                .put()
                .uri("/api/v1/judges/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"rubric\": \"tone@1\", \"model\": \"registry:" + name + "@1\"}")
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private static RestTestClient.ResponseSpec put(String name, String body) {
        String route = body.replaceAll("(?s).*\"route\": \"([a-z]+)\".*", "$1");
        eval.gateway.route(TEAM, route, _ -> Said.text("x"));
        return put(eval.engineer(), name, body);
    }

    private static RestTestClient.ResponseSpec put(RestTestClient client, String name, String body) {
        return client.put()
                .uri("/api/v1/online-evaluations/" + name)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    /// Calls count from the first look at the log.
    private static void awaitSampling() {
        await("the first look at the log")
                .atMost(PATIENCE)
                .until(() -> jdbc().sql("select coalesce(max(position), -1) from eval.online_position")
                                .query(Long.class)
                                .single()
                        >= 0);
    }

    private static JsonNode get(String name) {
        return Objects.requireNonNull(eval.engineer()
                .get()
                .uri("/api/v1/online-evaluations/" + name)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private static JsonNode status(String name) {
        return get(name).path("status");
    }

    /// The calls that were scored or skipped.
    private static int sampled(String name) {
        JsonNode status = status(name);
        int ended = status.path("scored").asInt();
        for (JsonNode number : status.path("skipped")) {
            ended += number.asInt();
        }
        return ended;
    }

    private static JsonNode mean(JsonNode evaluation, String variant, String scorer) {
        for (JsonNode mean : evaluation.path("means")) {
            if (mean.path("variant").asString().equals(variant)
                    && mean.path("scorer").asString().equals(scorer)) {
                return mean;
            }
        }
        throw new AssertionError("no mean of " + variant + " by " + scorer + " in " + evaluation);
    }

    /// The events of an action about the evaluation `capped`.
    private static List<String> events(String action) {
        return jdbc().sql("""
                        select convert_from(canonical, 'UTF8') from audit.event
                        where convert_from(canonical, 'UTF8') like ? and convert_from(canonical, 'UTF8') like '%capped%'
                        """)
                .param("%\"action\":\"" + action + "\"%")
                .query(String.class)
                .list();
    }

    private static int reads(UUID call) {
        return jdbc().sql("""
                        select count(*) from audit.event where convert_from(canonical, 'UTF8') like ?
                        """)
                .param("%eval.payload.read%" + call + "%")
                .query(Integer.class)
                .single();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(eval.service.database().superuser());
    }
}
