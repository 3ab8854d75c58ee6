package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ArchitectureRules;
import io.plumbline.testkit.AuthorizationWalk;
import io.plumbline.testkit.OpenApiDrift;
import io.plumbline.testkit.ServiceUnderTest;
import io.plumbline.testkit.TenantTables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class MonitoringIT {

    private static Instant start;
    private static ServiceUnderTest service;

    @BeforeAll
    static void start() {
        start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
        service = ServiceUnderTest.start(MonitoringApplication.class, "monitoring");
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
        append("team-a", "gateway.call.completed", call("canary-of-a-route", "v1", 10));
        awaitCalls("team-a", "canary-of-a-route", 1);
        AuthorizationWalk.of(service).variable("name", "call-window").walk();
        TenantTables.check(service, "monitoring", "projection");
    }

    @Test
    void sumsCallsPerVariantAndForgetsNothingWhenRebuilt() {
        for (int i = 1; i <= 20; i++) {
            append("team-sums", "gateway.call.completed", call("sums", "stable", i * 10));
        }
        Map<String, Object> blocked = call("sums", "stable", 3);
        blocked.put("faultDomain", "policy");
        blocked.put("costUsd", 0);
        append("team-sums", "gateway.call.blocked", blocked);
        Map<String, Object> failed = call("sums", "canary", 3);
        failed.put("faultDomain", "provider");
        append("team-sums", "gateway.call.failed", failed);
        Map<String, Object> evaluation = call("sums", "canary", 3);
        evaluation.put("purpose", "evaluation");
        append("team-sums", "gateway.call.completed", evaluation);
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

    @Test
    void passesByAnEventThatItCannotRead() {
        append("team-odd", "gateway.call.completed", Map.of("route", "odd"));
        append("team-odd", "gateway.call.completed", call("odd", "v1", 5));
        awaitCalls("team-odd", "odd", 1);
    }

    @Test
    void refusesARangeThatIsNone() {
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/windows?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                .exchange()
                .expectStatus()
                .isBadRequest();
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/windows?minutes=0")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private static Map<String, Object> call(String route, String variant, double latencyMs) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("route", route),
                Map.entry("variant", variant),
                Map.entry("provider", "simulator"),
                Map.entry("upstreamModel", "m"),
                Map.entry("model", "support"),
                Map.entry("modelVersion", 1),
                Map.entry("findings", Map.of()),
                Map.entry("inputTokens", 10),
                Map.entry("outputTokens", 20),
                Map.entry("costUsd", 0.001),
                Map.entry("latencyMs", latencyMs),
                Map.entry("upstreamMs", latencyMs),
                Map.entry("guardMs", 0.1),
                Map.entry("status", 200),
                Map.entry("faultDomain", "none"),
                Map.entry("stream", false),
                Map.entry("purpose", "production"),
                Map.entry("attempts", 1)));
    }

    /// Appends as the gateway does, and gives the event its place as governance's sequencer does.
    private static void append(String team, String action, Map<String, Object> attributes) {
        AuditEvent event = AuditEvent.builder(service.bean(UuidV7.class).next())
                .service("gateway")
                .team(team)
                .actor(new Actor("api-key", "k"))
                .action(action)
                .resource(new Resource("route", "r"))
                .outcome(Outcome.SUCCESS)
                .attributes(attributes)
                .build();
        new TransactionTemplate(service.bean(PlatformTransactionManager.class))
                .executeWithoutResult(_ -> service.bean(AuditLog.class).append(event));
        JdbcClient superuser = JdbcClient.create(service.database().superuser());
        superuser.sql("""
                        with taken as (delete from audit.pending where event_id = ? returning event_id, hash),
                        head as (update audit.tree_head set size = size + 1 returning size)
                        insert into audit.leaf select size - 1, event_id, hash from taken, head
                        """).param(event.id()).update();
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
        return service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/windows?minutes=1440&from=" + start + "&to=" + start.plusSeconds(7 * 86_400) + "&route="
                        + route)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }
}
