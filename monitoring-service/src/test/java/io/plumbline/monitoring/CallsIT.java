package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditEventBuilder;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Erasures;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.security.Role;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Single calls are listed, found, summed up and explained, out of the audit log.
class CallsIT extends MonitoringTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void filtersAndSortsCalls() {
        String team = "team-filters";
        UUID cheap = events.append(team, "gateway.call.completed", TestCalls.call("filters", "stable", 10));
        Map<String, Object> priced = TestCalls.call("filters", "canary", 900);
        priced.put("costUsd", 2.5);
        priced.put("purpose", "evaluation");
        priced.put("environment", "DEVELOPMENT");
        UUID expensive = events.append(team, "gateway.call.completed", priced);
        Map<String, Object> stopped = TestCalls.call("filters", "stable", 3);
        stopped.putAll(Map.of(
                "faultDomain", "policy", "errorType", "policy_guardrail", "status", 400, "environment", "PRODUCTION"));
        stopped.put("found", List.of(finding("input", "pii", "EMAIL_ADDRESS", "block", 2)));
        UUID blocked = events.append(of(team, "gateway.call.blocked", stopped)
                .outcome(Outcome.BLOCKED)
                .actor(new Actor("user", "u-7"))
                .subjects(List.of(service.bean(Pseudonyms.class).of("jane")))
                .traceId(TRACE)
                .build());
        Map<String, Object> direct = TestCalls.call("direct", "-", 40);
        direct.remove("model");
        direct.remove("modelVersion");
        direct.remove("costUsd");
        UUID unregistered = events.append(team, "gateway.call.completed", direct);
        awaitListed(team, 4);

        assertThat(ids(team, "")).containsExactly(unregistered, blocked, expensive, cheap);
        assertThat(ids(team, "order=ASC")).containsExactly(cheap, expensive, blocked, unregistered);
        assertThat(ids(team, "sort=LATENCY")).containsExactly(expensive, unregistered, cheap, blocked);
        assertThat(ids(team, "sort=COST&order=ASC").getFirst()).isEqualTo(unregistered);
        assertThat(ids(team, "sort=COST").getFirst()).isEqualTo(expensive);
        assertThat(ids(team, "route=filters&variant=stable")).containsExactly(blocked, cheap);
        assertThat(ids(team, "model=support&outcome=SUCCESS")).containsExactly(expensive, cheap);
        assertThat(ids(team, "model=support@1")).containsExactly(blocked, expensive, cheap);
        assertThat(ids(team, "model=simulator/m")).containsExactly(unregistered);
        assertThat(ids(team, "outcome=BLOCKED")).containsExactly(blocked);
        assertThat(ids(team, "category=pii")).containsExactly(blocked);
        assertThat(ids(team, "category=secret")).isEmpty();
        assertThat(ids(team, "subject=jane")).containsExactly(blocked);
        assertThat(ids(team, "subject=joe")).isEmpty();
        assertThat(ids(team, "actor=u-7")).containsExactly(blocked);
        assertThat(ids(team, "environment=DEVELOPMENT")).containsExactly(expensive);
        assertThat(ids(team, "purpose=PRODUCTION")).containsExactly(unregistered, blocked, cheap);
        assertThat(ids(team, "purpose=EVALUATION&purpose=SHADOW")).containsExactly(expensive);
        assertThat(ids(team, "minCostUsd=1")).containsExactly(expensive);
        assertThat(ids(team, "minLatencyMs=40")).containsExactly(unregistered, expensive);
        assertThat(ids(team, "id=" + expensive)).containsExactly(expensive);
        assertThat(ids(team, "id=" + TRACE.substring(0, 9).toUpperCase(Locale.ROOT)))
                .containsExactly(blocked);
        assertThat(ids(team, "from=" + Instant.now().plusSeconds(60))).isEmpty();
        assertThat(ids(team, "to=" + Instant.now().plusSeconds(60))).hasSize(4);
        assertThat(ids(team, "team=" + team)).hasSize(4);
        assertThat(ids(team, "team=team-a")).isEmpty();
        assertThat(get(team, "/api/v1/calls?outcome=BLOCKED").toString())
                .doesNotContain("jane")
                .contains("\"categories\":[\"pii\"]", "\"errorType\":\"policy_guardrail\"");
    }

    @Test
    void pagesInEveryOrderWithoutGapsOrRepetitions() {
        String team = "team-call-pages";
        for (int i = 0; i < 7; i++) {
            events.append(team, "gateway.call.completed", TestCalls.call("pages", "v", i % 3));
        }
        awaitListed(team, 7);
        for (String order : List.of("", "order=ASC", "sort=LATENCY", "sort=LATENCY&order=ASC", "sort=COST")) {
            List<UUID> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = get(team, "/api/v1/calls?limit=2&" + order + cursor);
                seen.addAll(ids(page));
                cursor = page.path("nextCursor").isNull()
                        ? ""
                        : "&cursor=" + page.path("nextCursor").asString();
            } while (!cursor.isEmpty());
            assertThat(seen).as(order).doesNotHaveDuplicates().isEqualTo(ids(team, order));
            assertThat(seen).as(order).hasSize(7);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outcome=GOOD",
                "purpose=fun",
                "from=-9999-01-01T00:00:00Z",
                "minCostUsd=-1",
                "minLatencyMs=x",
                "id=zz",
                "sort=NAME",
                "limit=501",
                "cursor=x"
            })
    void refusesInvalidCriteria(String query) {
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/calls?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void sumsUpASelection() {
        String team = "team-summary";
        for (int i = 1; i <= 100; i++) {
            events.append(team, "gateway.call.completed", TestCalls.call("sum", "v", i));
        }
        Map<String, Object> failed = TestCalls.call("other", "v", 5_000);
        failed.putAll(Map.of("faultDomain", "provider", "errorType", "provider_error", "status", 502));
        failed.remove("costUsd");
        events.append(
                of(team, "gateway.call.failed", failed).outcome(Outcome.FAILURE).build());
        awaitListed(team, 101);

        JsonNode all = get(team, "/api/v1/calls/summary");
        assertThat(all.path("calls").asInt()).isEqualTo(101);
        assertThat(all.path("complete").asBoolean()).isTrue();
        assertThat(all.path("errors").asInt()).isEqualTo(1);
        assertThat(all.path("unpricedCalls").asInt()).isEqualTo(1);
        assertThat(all.path("outcomes").path("FAILURE").asInt()).isEqualTo(1);
        JsonNode route = get(team, "/api/v1/calls/summary?route=sum");
        assertThat(route.path("p50LatencyMs").asDouble()).isEqualTo(50);
        assertThat(route.path("p95LatencyMs").asDouble()).isEqualTo(95);
        assertThat(route.path("p99LatencyMs").asDouble()).isEqualTo(99);
        assertThat(route.path("costUsd").asDouble()).isCloseTo(0.1, within(1e-9));
        assertThat(route.path("inputTokens").asInt()).isEqualTo(1_000);
        JsonNode none = get(team, "/api/v1/calls/summary?route=none");
        assertThat(none.path("calls").asInt()).isZero();
        assertThat(none.path("p50LatencyMs").isNull()).isTrue();
    }

    @Test
    void exportsMoreThanAPageAsCsv() {
        String team = "team-csv";
        for (int i = 0; i < 501; i++) {
            events.append(team, "gateway.call.completed", TestCalls.call("csv", "v", i));
        }
        awaitListed(team, 500);
        await("the last call")
                .untilAsserted(() -> assertThat(
                                get(team, "/api/v1/calls/summary").path("calls").asInt())
                        .isEqualTo(501));
        String csv = service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/calls?sort=LATENCY&order=ASC&limit=3")
                .accept(MediaType.valueOf("text/csv"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/csv")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(502);
        assertThat(lines.getFirst()).startsWith("callId,time,team,route,");
        assertThat(lines.getLast()).contains(",csv,v,support@1,", ",500.0,");
        service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/calls?from=-9999-01-01T00:00:00Z")
                .accept(MediaType.valueOf("text/csv"))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void explainsTheWayOfACall() {
        String team = "team-detail";
        Map<String, Object> call = TestCalls.call("detail", "stable", 120);
        call.putAll(Map.of(
                "operation",
                "chat",
                "environment",
                "PRODUCTION",
                "servedConfiguration",
                "sha256:" + "a".repeat(64),
                "policy",
                "standard@3",
                "attempts",
                2,
                "fallback",
                true,
                "roles",
                List.of("application"),
                "findings",
                Map.of("EMAIL_ADDRESS", 2)));
        call.put(
                "found",
                List.of(
                        finding("input", "pii", "EMAIL_ADDRESS", "redact", 2),
                        finding("output", "toxicity", null, "flag", 1)));
        call.put(
                "routing",
                Map.of(
                        "by", "weight",
                        "cache", "miss",
                        "attempts",
                                List.of(
                                        Map.of("target", "simulator/m", "outcome", "provider_timeout", "ms", 60.5),
                                        Map.of("target", "backup/m", "outcome", "answered", "ms", 50.0))));
        UUID id = events.append(team, "gateway.call.completed", call);
        awaitListed(team, 1);
        service.client(service.governance().userToken(team, Role.APPLICATION))
                .post()
                .uri("/api/v1/feedback")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"callId\": \"" + id + "\", \"thumbs\": \"DOWN\"}")
                .exchange()
                .expectStatus()
                .isCreated();

        JsonNode detail = get(team, "/api/v1/calls/" + id);
        assertThat(detail.path("path").valueStream().map(CallsIT::step))
                .containsExactly(
                        "RESOLVE passed",
                        "LIMIT passed",
                        "APPROVE passed",
                        "GUARD_INPUT redact",
                        "CACHE miss",
                        "RESERVE passed",
                        "INVOKE provider_timeout",
                        "INVOKE answered",
                        "GUARD_OUTPUT flag",
                        "RECORD passed");
        assertThat(detail.path("path").get(6).path("ms").asDouble()).isEqualTo(60.5);
        assertThat(detail.path("path").get(6).path("target").asString()).isEqualTo("simulator/m");
        assertThat(detail.path("findings")).hasSize(2);
        assertThat(detail.path("servedConfiguration").asString()).startsWith("sha256:");
        assertThat(detail.path("feedback").get(0).path("thumbs").asString()).isEqualTo("DOWN");
        assertThat(detail.path("auditEventId").asString()).isEqualTo(id.toString());
        assertThat(detail.path("call").path("served").path("target").asString()).isEqualTo("support@1");
    }

    @Test
    void listsTheCallsThatCiteADocument() {
        String team = "team-citations";
        UUID chunk = UUID.randomUUID();
        Map<String, Object> call = TestCalls.call("cites", "v", 5);
        call.put("policy", "standard@3");
        call.put(
                "retrieval",
                Map.of(
                        "knowledgeBase", "handbook",
                        "passages", List.of(cited(chunk, "leave"), cited(UUID.randomUUID(), "travel")),
                        "withheld", List.of(cited(UUID.randomUUID(), "forged"))));
        UUID citing = events.append(team, "gateway.call.completed", call);
        Map<String, Object> empty = TestCalls.call("cites", "v", 5);
        empty.put("retrieval", Map.of("knowledgeBase", "handbook"));
        UUID searching = events.append(team, "gateway.call.completed", empty);
        events.append("team-citations-2", "gateway.call.completed", call);
        awaitListed(team, 2);

        assertThat(ids(team, "document=leave")).containsExactly(citing);
        assertThat(ids(team, "knowledgeBase=handbook&document=travel")).containsExactly(citing);
        assertThat(ids(team, "knowledgeBase=other&document=travel")).isEmpty();
        assertThat(ids(team, "knowledgeBase=handbook")).containsExactly(citing);
        assertThat(ids(team, "document=forged"))
                .as("the model did not receive it")
                .isEmpty();
        assertThat(ids("team-citations-3", "document=leave")).as("another team").isEmpty();
        JsonNode detail = get(team, "/api/v1/calls/" + citing);
        assertThat(detail.at("/retrieval/passages/0/chunk").asString()).isEqualTo(chunk.toString());
        assertThat(detail.at("/retrieval/withheld/0/document").asString()).isEqualTo("forged");
        assertThat(detail.path("path").valueStream().map(CallsIT::step)).contains("RETRIEVE withheld");
        assertThat(get(team, "/api/v1/calls/" + searching)
                        .path("path")
                        .valueStream()
                        .map(CallsIT::step))
                .contains("RETRIEVE none");
    }

    private static Map<String, Object> cited(UUID chunk, String document) {
        return Map.of("chunk", chunk.toString(), "document", document, "version", 1, "score", 0.03);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway_retrieval_unavailable, RETRIEVE",
        "policy_rate_limit, LIMIT",
        "policy_guardrail, GUARD_INPUT",
        "policy_budget, RESERVE",
        "policy_approval, APPROVE",
        "caller_model_not_found, RESOLVE",
        "provider_unavailable, INVOKE"
    })
    void endsTheWayWhereTheCallEnded(String error, String stage) {
        String team = "team-" + error.replace('_', '-');
        Map<String, Object> call = TestCalls.call("ended", "v", 5);
        call.putAll(Map.of("errorType", error, "faultDomain", "policy", "attempts", 0));
        UUID id = events.append(team, "gateway.call.failed", call);
        awaitListed(team, 1);

        JsonNode path = get(team, "/api/v1/calls/" + id).path("path");
        assertThat(step(path.get(path.size() - 1))).isEqualTo(stage + " " + error);
    }

    @Test
    void readsContentForAStatedPurposeAndLogsIt() {
        String team = "team-content";
        String subject = service.bean(Pseudonyms.class).of("jane-of-content");
        Payload payload = Payload.of(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello [PERSON_A]\"}]}"
                        .getBytes(StandardCharsets.UTF_8),
                new SecureRandom());
        UUID id = events.append(
                of(team, "gateway.call.completed", TestCalls.call("content", "v", 5))
                        .subjects(List.of(subject))
                        .payload(payload.commitment())
                        .build(),
                payload);
        UUID without = events.append(team, "gateway.call.completed", TestCalls.call("content", "v", 5));
        awaitListed(team, 2);
        assertThat(ids(team, "subject=jane-of-content")).containsExactly(id);

        JsonNode kept = get(team, "/api/v1/calls/" + id + "/content?purpose=complaint 42");
        assertThat(kept.path("state").asString()).isEqualTo("KEPT");
        assertThat(kept.path("content").path("messages").get(0).path("content").asString())
                .isEqualTo("Hello [PERSON_A]");
        assertThat(get(team, "/api/v1/calls/" + without + "/content?purpose=complaint 42")
                        .path("state")
                        .asString())
                .isEqualTo("NONE");
        assertThat(reads(id))
                .singleElement()
                .satisfies(read -> assertThat(read)
                        .contains("\"purpose\":\"complaint 42\"", "\"payload\":\"kept\"", "\"type\":\"user\""));
        service.client(service.governance().userToken("team-other", Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/calls/" + id + "/content?purpose=curiosity")
                .exchange()
                .expectStatus()
                .isNotFound();
        service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/calls/" + id + "/content")
                .exchange()
                .expectStatus()
                .isBadRequest();
        assertThat(reads(id)).hasSize(1);

        new Erasures(service.database().dataSource("governance_app")).erase(subject);
        JsonNode erased = get(team, "/api/v1/calls/" + id + "/content?purpose=complaint 42");
        assertThat(erased.path("state").asString()).isEqualTo("ERASED");
        assertThat(erased.path("content").isNull()).isTrue();
        assertThat(erased.path("since").isNull()).isFalse();
    }

    @Test
    void keepsTheSameCallsAndSumsAfterARebuild() {
        String team = "team-rebuild";
        for (int i = 1; i <= 20; i++) {
            events.append(team, "gateway.call.completed", TestCalls.call("rebuild", "v", i * 10));
        }
        awaitListed(team, 20);
        JsonNode calls = get(team, "/api/v1/calls");
        JsonNode timeline = timeline(team, "minutes=60").path("points");
        service.client(service.governance().userToken(team, Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/calls/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        awaitListed(team, 20);
        assertThat(get(team, "/api/v1/calls")).isEqualTo(calls);
        assertThat(timeline(team, "minutes=60").path("points")).isEqualTo(timeline);
    }

    @Test
    void drawsProductionCallsOverTime() {
        String team = "team-timeline";
        for (int i = 0; i < 10; i++) {
            events.append(
                    start.plus(Duration.ofMinutes(61 + i)),
                    team,
                    "gateway.call.completed",
                    TestCalls.call("t", "v", 100));
        }
        Map<String, Object> failed = TestCalls.call("t", "v", 5);
        failed.put("faultDomain", "provider");
        events.append(start.plus(Duration.ofMinutes(62)), team, "gateway.call.failed", failed);
        Map<String, Object> evaluation = TestCalls.call("t", "v", 5);
        evaluation.put("purpose", "evaluation");
        events.append(start.plus(Duration.ofMinutes(63)), team, "gateway.call.completed", evaluation);
        awaitListed(team, 12);
        awaitCalls(team, "t", 11);

        JsonNode hours = timeline(team, "minutes=60&from=" + start + "&to=" + start.plus(Duration.ofHours(4)));
        assertThat(hours.path("points")).hasSize(4);
        JsonNode figures = hours.path("points").get(1).path("figures");
        assertThat(figures.path("calls").asInt()).isEqualTo(11);
        assertThat(figures.path("errors").asInt()).isEqualTo(1);
        assertThat(figures.path("p95LatencyMs").asDouble()).isBetween(100.0, 120.0);
        assertThat(figures.path("costUsd").asDouble()).isCloseTo(0.011, within(1e-9));
        assertThat(hours.path("points").get(0).path("figures").path("calls").asInt())
                .isZero();
        JsonNode fives = timeline(team, "minutes=5&from=" + start + "&to=" + start.plus(Duration.ofHours(2)));
        assertThat(fives.path("points")).hasSize(24);
        assertThat(fives.path("points").get(12).path("figures").path("calls").asInt())
                .isEqualTo(5);
        assertThat(timeline(team, "route=none&from=" + start + "&to=" + start.plus(Duration.ofHours(4)))
                        .toString())
                .doesNotContain("\"calls\":11");
        for (String query : List.of("minutes=7", "minutes=0", "minutes=5&from=" + start.minus(Duration.ofDays(9)))) {
            service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                    .get()
                    .uri("/api/v1/calls/timeline?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }

    @Test
    void listsNoCallOlderThanKept() {
        String team = "team-old";
        events.append(
                Instant.now().minus(Duration.ofDays(31)), team, "gateway.call.completed", TestCalls.call("o", "v", 1));
        events.append(team, "gateway.call.completed", TestCalls.call("o", "v", 2));
        awaitListed(team, 1);
        assertThat(get(team, "/api/v1/calls")
                        .path("items")
                        .get(0)
                        .path("timing")
                        .path("latencyMs")
                        .asInt())
                .isEqualTo(2);
    }

    private static AuditEventBuilder of(String team, String action, Map<String, Object> attributes) {
        return AuditEvent.builder(service.bean(UuidV7.class).next())
                .service("gateway")
                .team(team)
                .actor(new Actor("api-key", "k"))
                .action(action)
                .resource(new Resource("route", "r"))
                .outcome(Outcome.SUCCESS)
                .attributes(attributes);
    }

    private static Map<String, Object> finding(
            String stage, String category, @Nullable String entity, String action, int count) {
        Map<String, Object> finding = new HashMap<>(
                Map.of("stage", stage, "category", category, "score", 0.9, "action", action, "count", count));
        if (entity != null) {
            finding.put("entity", entity);
        }
        return finding;
    }

    private static void awaitListed(String team, int calls) {
        await("the calls of " + team)
                .untilAsserted(() -> assertThat(ids(team, "limit=500")).hasSize(calls));
    }

    private static JsonNode timeline(String team, String query) {
        return get(team, "/api/v1/calls/timeline?" + query);
    }

    private static String step(JsonNode step) {
        return step.path("stage").asString() + " " + step.path("result").asString();
    }

    private static List<UUID> ids(String team, String query) {
        return ids(get(team, "/api/v1/calls?" + query));
    }

    private static List<UUID> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(call -> UUID.fromString(call.path("callId").asString()))
                .toList();
    }

    private static List<String> reads(UUID call) {
        return JdbcClient.create(service.database().superuser())
                .sql("""
                        select convert_from(canonical, 'UTF8') from audit.event
                        where action = 'monitoring.payload.read' and resource_id = ? and outcome = 'SUCCESS'
                        """)
                .param(call.toString())
                .query(String.class)
                .list();
    }
}
