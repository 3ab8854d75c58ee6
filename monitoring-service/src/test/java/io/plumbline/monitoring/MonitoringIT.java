package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
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
        Map<String, Object> absurd = call("odd", "v1", 5);
        absurd.remove("model");
        switch (member) {
            case "costUsd" -> absurd.put(member, 1e300);
            case "latencyMs" -> absurd.put(member, "long");
            case "inputTokens" -> absurd.put(member, -1);
            default -> absurd.remove(member);
        }
        append(team, "gateway.call.completed", absurd);
        Map<String, Object> named = call("odd", "v1", 5);
        named.remove("model");
        named.put("upstreamModel", "m".repeat(20_000));
        append(team, "gateway.call.completed", named);
        append(team, "gateway.call.completed", call("odd", "v1", 5));

        awaitCalls(team, "odd", 2);
        assertThat(service.bean(MeterRegistry.class)
                        .get("plumbline.projection.unreadable")
                        .counter()
                        .count())
                .isPositive();
        await("the projection has caught up")
                .untilAsserted(() -> assertThat(service.bean(MeterRegistry.class)
                                .get("plumbline.projection.lag")
                                .gauge()
                                .value())
                        .isZero());
    }

    @Test
    void passesByWhatIsNoEvent() {
        AuditEvent event = event("team-forged", "gateway.call.completed", call("forged", "v1", 5));
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
        sequence(event.id());
        append("team-forged", "gateway.call.completed", call("forged", "v1", 5));

        awaitCalls("team-forged", "forged", 1);
    }

    @Test
    void forgetsNothingWhenTheRebuildCannotBeWrittenDown() {
        append("team-kept", "gateway.call.completed", call("kept", "v1", 5));
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
            append("team-pages", "gateway.call.completed", call("pages", variant, 5));
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

    private static AuditEvent event(String team, String action, Map<String, Object> attributes) {
        return AuditEvent.builder(service.bean(UuidV7.class).next())
                .service("gateway")
                .team(team)
                .actor(new Actor("api-key", "k"))
                .action(action)
                .resource(new Resource("route", "r"))
                .outcome(Outcome.SUCCESS)
                .attributes(attributes)
                .build();
    }

    /// Appends as the gateway does, and gives the event its place as governance's sequencer does.
    private static void append(String team, String action, Map<String, Object> attributes) {
        AuditEvent event = event(team, action, attributes);
        JdbcClient.create(service.database().dataSource("gateway_worker"))
                .sql("insert into audit.event (id, canonical) values (?, ?)")
                .params(event.id(), event.canonical())
                .update();
        sequence(event.id());
    }

    private static void sequence(UUID event) {
        JdbcClient.create(service.database().superuser()).sql("""
                        with taken as (delete from audit.pending where event_id = ? returning event_id, hash),
                        head as (update audit.tree_head set size = size + 1 returning size)
                        insert into audit.leaf select size - 1, event_id, hash from taken, head
                        """).param(event).update();
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
