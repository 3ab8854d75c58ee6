package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ArchitectureRules;
import io.plumbline.testkit.AuthorizationWalk;
import io.plumbline.testkit.OpenApiDrift;
import io.plumbline.testkit.ServiceUnderTest;
import io.plumbline.testkit.TenantTables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class MonitoringIT {

    private static Instant start;
    private static ServiceUnderTest service;
    private static TestLog events;

    @BeforeAll
    static void start() {
        start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
        service = ServiceUnderTest.start(MonitoringApplication.class, "monitoring");
        events = new TestLog(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void keepsTheArchitectureRules() {
        ArchitectureRules.check("io.plumbline.monitoring");
    }

    @Test
    void isDescribedAsItIs() {
        OpenApiDrift.check(service, "monitoring");
    }

    @Test
    void lendsNoDoorToStrangers() {
        UUID call = events.append("team-a", "gateway.call.completed", TestCalls.call("canary-of-a-route", "v1", 10));
        awaitCalls("team-a", "canary-of-a-route", 1);
        UUID rollout = UUID.randomUUID();
        TestRollout canary = new TestRollout("canary-of-a-route");
        events.append("team-a", "gateway.rollout.started", rollout, canary.attributes());
        events.append(
                "team-a",
                "gateway.rollout.rolledBack",
                rollout,
                canary.state("ROLLED_BACK").attributes());
        String body = "{\"callId\": \"" + call + "\", \"score\": 1, \"comment\": \"canary-of-a\"}";
        service.client(service.governance().userToken("team-a", Role.APPLICATION))
                .post()
                .uri("/api/v1/feedback")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isCreated();
        await("the rollback's incident")
                .untilAsserted(
                        () -> assertThat(get("team-a", "/api/v1/rollbacks").toString())
                                .contains("\"incidentId\":\""));
        AuthorizationWalk.of(service)
                .variable("name", "call-window")
                .variable("rolloutId", rollout.toString())
                .body("POST /api/v1/feedback", body)
                .walk();
        TenantTables.check(service, "monitoring", "projection");
    }

    @Test
    void sumsCallsPerVariantAndForgetsNothingWhenRebuilt() {
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

        service.client(service.governance().userToken("team-sums", Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/call-window/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        awaitCalls("team-sums", "sums", 22);
        assertThat(windows("team-sums", "sums")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "route",
                "variant",
                "upstreamModel",
                "purpose",
                "faultDomain",
                "costUsd",
                "inputTokens",
                "latencyMs"
            })
    void passesByAnEventOfWhichItCannotReadOneMember(String member) {
        String team = "odd-" + member.toLowerCase(Locale.ROOT);
        Map<String, Object> absurd = TestCalls.call("odd", "v1", 5);
        absurd.remove("model");
        switch (member) {
            case "costUsd" -> absurd.put(member, 1e300);
            case "latencyMs" -> absurd.put(member, "long");
            case "inputTokens" -> absurd.put(member, -1);
            default -> absurd.remove(member);
        }
        events.append(team, "gateway.call.completed", absurd);
        Map<String, Object> named = TestCalls.call("odd", "v1", 5);
        named.remove("model");
        named.put("upstreamModel", "m".repeat(20_000));
        events.append(team, "gateway.call.completed", named);
        events.append(team, "gateway.call.completed", TestCalls.call("odd", "v1", 5));

        awaitCalls(team, "odd", 2);
        assertThat(service.bean(MeterRegistry.class)
                        .get("plumbline.projection.unreadable")
                        .tag("projection", "call-window")
                        .counter()
                        .count())
                .isPositive();
        await("the projection has caught up")
                .untilAsserted(() -> assertThat(service.bean(MeterRegistry.class)
                                .get("plumbline.projection.lag")
                                .tag("projection", "call-window")
                                .gauge()
                                .value())
                        .isZero());
    }

    @Test
    void passesByWhatIsNoEvent() {
        AuditEvent event = events.event("team-forged", "gateway.call.completed", TestCalls.call("forged", "v1", 5));
        byte[] forged = new String(event.canonical(), StandardCharsets.UTF_8)
                .replace("\"type\":\"api-key\"", "\"type\":\"API\"")
                .getBytes(StandardCharsets.UTF_8);
        JdbcClient superuser = JdbcClient.create(service.database().superuser());
        superuser.sql("alter table audit.event disable trigger take_in").update();
        superuser
                .sql("insert into audit.event (id, canonical) values (?, ?)")
                .params(event.id(), forged)
                .update();
        superuser.sql("alter table audit.event enable trigger take_in").update();
        superuser
                .sql("insert into audit.pending values (?, ?)")
                .params(event.id(), Hash.leaf(forged).toBytes())
                .update();
        events.sequence(event.id());
        events.append("team-forged", "gateway.call.completed", TestCalls.call("forged", "v1", 5));

        awaitCalls("team-forged", "forged", 1);
    }

    @Test
    void forgetsNothingWhenTheRebuildCannotBeWrittenDown() {
        events.append("team-kept", "gateway.call.completed", TestCalls.call("kept", "v1", 5));
        awaitCalls("team-kept", "kept", 1);
        JdbcClient superuser = JdbcClient.create(service.database().superuser());
        superuser
                .sql("update monitoring.call_window set calls = 7 where route = 'kept'")
                .update();
        superuser
                .sql("revoke insert (id, canonical) on audit.event from audit_append")
                .update();
        try {
            service.client(service.governance().userToken("team-kept", Role.PLATFORM_ADMIN))
                    .post()
                    .uri("/api/v1/projections/call-window/rebuild")
                    .exchange()
                    .expectStatus()
                    .is5xxServerError();
        } finally {
            superuser
                    .sql("grant insert (id, canonical) on audit.event to audit_append")
                    .update();
        }
        assertThat(sum(windows("team-kept", "kept"), "v1", "calls")).isEqualTo(7);
    }

    @Test
    void turnsPagesWithoutGapsOrRepetitions() {
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
    void refusesARangeThatIsNone() {
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
                                "m")
                        .getBytes(StandardCharsets.UTF_8));
        for (String query : List.of(
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "from=-9999-01-01T00:00:00Z&to=-9999-01-02T00:00:00Z",
                "to=-1000000000-01-01T00:00:00Z",
                "minutes=0",
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

    private static void awaitCalls(String team, String route, int calls) {
        await("the projection").untilAsserted(() -> {
            JsonNode windows = windows(team, route);
            long sum = 0;
            for (JsonNode window : windows.path("items")) {
                sum += window.path("calls").asLong();
            }
            assertThat(sum).isEqualTo(calls);
        });
    }

    private static long sum(JsonNode windows, String variant, String member) {
        long sum = 0;
        for (JsonNode window : windows.path("items")) {
            if (window.path("variant").asString().equals(variant)) {
                sum += window.path(member).asLong();
            }
        }
        return sum;
    }

    private static JsonNode windows(String team, String route) {
        return get(
                team,
                "/api/v1/windows?minutes=1440&limit=500&from=" + start + "&to=" + start.plusSeconds(7 * 86_400)
                        + "&route=" + route);
    }

    private static JsonNode get(String team, String uri) {
        return service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri(uri)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }
}
