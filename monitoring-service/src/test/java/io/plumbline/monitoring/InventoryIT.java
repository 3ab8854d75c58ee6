package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.kit.security.Role;
import io.plumbline.monitoring.window.LatencyHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The inventory is what the log says is in production, and what traffic shows beside it.
class InventoryIT extends MonitoringTests {

    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @Test
    void listsWhatIsServedWithItsGroundsAndTraffic() {
        String team = "team-inventory";
        String approval = UUID.randomUUID().toString();
        append(team, "registry", "registry.model.registered", "model", "triage", null, Map.of("riskTier", "LIMITED"));
        append(
                team,
                "governance",
                "governance.approval.decided",
                "approval",
                approval,
                null,
                Map.of("action", "registry.model.promote", "decision", "APPROVE"));
        append(
                team,
                "registry",
                "registry.pointer.moved",
                "model-version",
                "triage",
                "2",
                Map.of("pointer", "production", "toVersion", 2, "toStage", "PRODUCTION", "approvalId", approval));
        append(
                team,
                "eval",
                "eval.gate.finished",
                "gate",
                "gate-7",
                null,
                Map.of(
                        "suite",
                        "qa",
                        "verdict",
                        "PASS",
                        "counts",
                        true,
                        "candidate",
                        Map.of("kind", "MODEL", "model", "triage", "version", 2)));
        append(team, "gateway", "gateway.configuration.authorized", "route", "tickets", null, authorized("triage", 2));
        for (int i = 0; i < 5; i++) {
            events.append(team, "gateway.call.completed", served("triage", 2));
        }
        Map<String, Object> evaluation = served("triage", 2);
        evaluation.put("purpose", "evaluation");
        events.append(team, "gateway.call.completed", evaluation);
        events.append(Instant.now().minus(Duration.ofDays(8)), team, "gateway.call.completed", served("triage", 2));

        JsonNode item = awaitItem(team, "state=SERVED", "\"calls\":5");
        assertThat(item.path("route").asString()).isEqualTo("tickets");
        assertThat(item.path("target").asString()).isEqualTo("triage@2");
        assertThat(item.path("prompt").asString()).isEqualTo("greeting@4");
        assertThat(item.path("policy").asString()).isEqualTo("standard@3");
        assertThat(item.path("riskTier").asString()).isEqualTo("LIMITED");
        assertThat(item.path("production").path("servedConfiguration").asString())
                .isEqualTo(DIGEST);
        assertThat(item.path("production").path("approvers").get(0).path("id").asString())
                .isEqualTo("u-9");
        assertThat(item.path("lastGate").path("id").asString()).isEqualTo("gate-7");
        assertThat(item.path("lastGate").path("verdict").asString()).isEqualTo("PASS");
        assertThat(item.path("lastGate").path("ageDays").asInt()).isZero();
        assertThat(item.path("traffic").path("costUsd").asDouble()).isEqualTo(0.005);
        assertThat(get(team, "/api/v1/inventory?state=PROMOTED").path("items")).isEmpty();
        assertThat(get("team-stranger", "/api/v1/inventory").path("items")).isEmpty();
        assertThat(get(team, "/api/v1/inventory?q=TICK").path("items")).hasSize(1);
        assertThat(get(team, "/api/v1/inventory?q=nothing").path("items")).isEmpty();

        JsonNode before = get(team, "/api/v1/inventory");
        service.client(service.governance().userToken(team, Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/inventory/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuild")
                .untilAsserted(() -> assertThat(get(team, "/api/v1/inventory")).isEqualTo(before));

        append(
                team,
                "gateway",
                "gateway.configuration.superseded",
                "route",
                "tickets",
                null,
                Map.of("servedConfiguration", DIGEST));
        JsonNode promoted = awaitItem(team, "state=PROMOTED", "triage@2");
        assertThat(promoted.path("route").isNull()).isTrue();
        assertThat(promoted.path("production").path("approvalId").asString()).isEqualTo(approval);
        assertThat(get(team, "/api/v1/inventory?state=SERVED").path("items")).isEmpty();
        append(
                team,
                "governance",
                "governance.approval.revoked",
                "approval",
                approval,
                null,
                Map.of("action", "registry.model.promote"));
        await("the revocation")
                .untilAsserted(() -> assertThat(get(team, "/api/v1/inventory?state=PROMOTED")
                                .path("items")
                                .get(0)
                                .path("production")
                                .path("approvers"))
                        .isEmpty());
        append(
                team,
                "registry",
                "registry.pointer.moved",
                "model-version",
                "triage",
                "2",
                Map.of("pointer", "production", "fromVersion", 2, "toStage", "ARCHIVED"));
        await("the archiving")
                .untilAsserted(() ->
                        assertThat(get(team, "/api/v1/inventory").path("items")).isEmpty());
    }

    @Test
    void findsUnregisteredModelsByTheirTraffic() {
        String team = "team-shadow-it";
        Map<String, Object> direct = TestCalls.call("direct", "-", 40);
        direct.remove("model");
        direct.remove("modelVersion");
        direct.put("provider", "acme");
        direct.put("upstreamModel", "wild-1");
        events.append(team, "gateway.call.completed", direct);
        Map<String, Object> refused = new HashMap<>(direct);
        refused.putAll(Map.of("provider", "unresolved", "upstreamModel", "unresolved"));
        events.append(team, "gateway.call.failed", refused);
        Map<String, Object> evaluated = new HashMap<>(direct);
        evaluated.putAll(Map.of("upstreamModel", "only-evaluated", "purpose", "evaluation"));
        events.append(team, "gateway.call.completed", evaluated);

        JsonNode item = awaitItem(team, "state=UNREGISTERED", "acme/wild-1");
        assertThat(item.path("traffic").path("calls").asInt()).isEqualTo(1);
        assertThat(item.path("lastCallHour").isNull()).isFalse();
        assertThat(get(team, "/api/v1/inventory").path("items")).hasSize(1);
    }

    /// A key that may only send telemetry makes as many series as it likes.
    @Test
    void showsTheModelsOfATeamBesideAnotherWithMoreThanFit() {
        Map<String, Role[]> grants =
                Map.of("team-flood", new Role[] {Role.ML_ENGINEER}, "team-with-one", new Role[] {Role.ML_ENGINEER});
        JdbcClient superuser = JdbcClient.create(service.database().superuser());
        superuser.sql("""
                        insert into monitoring.unguarded_hour
                        select case when i > 0 then 'team-flood' else 'team-with-one' end, 's', 'acme/m' || i,
                            date_trunc('hour', now()), i + 1, 0, 0, 0, 0, 0, array_fill(0::bigint, array[:buckets])
                        from generate_series(0, 6000) i
                        """).param("buckets", LatencyHistogram.BUCKETS).update();
        JsonNode items = service.client(
                        service.governance().userToken(UUID.randomUUID().toString(), grants))
                .get()
                .uri("/api/v1/inventory?team=team-with-one")
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("items");
        assertThat(items.valueStream().map(item -> item.path("target").asString()))
                .containsExactly("acme/m0");
    }

    @Test
    void pagesSortsAndExports() {
        String team = "team-inventory-pages";
        for (int i = 0; i < 3; i++) {
            append(
                    team,
                    "registry",
                    "registry.pointer.moved",
                    "model-version",
                    "m" + i,
                    "1",
                    Map.of("pointer", "production", "toVersion", 1, "toStage", "PRODUCTION"));
            append(
                    team,
                    "eval",
                    "eval.gate.finished",
                    "gate",
                    "gate-" + i,
                    null,
                    Map.of(
                            "verdict",
                            i == 1 ? "FAIL" : "PASS",
                            "counts",
                            i != 2,
                            "candidate",
                            Map.of("kind", "MODEL", "model", "m" + i, "version", 1)));
        }
        await("three entries")
                .untilAsserted(() ->
                        assertThat(targets(get(team, "/api/v1/inventory"))).containsExactly("m0@1", "m1@1", "m2@1"));
        await("the gates")
                .untilAsserted(() -> assertThat(targets(get(team, "/api/v1/inventory?sort=GATE")))
                        .containsExactly("m2@1", "m0@1", "m1@1"));
        JsonNode first = get(team, "/api/v1/inventory?limit=2");
        assertThat(targets(first)).containsExactly("m0@1", "m1@1");
        assertThat(targets(get(
                        team,
                        "/api/v1/inventory?limit=2&cursor="
                                + first.path("nextCursor").asString())))
                .containsExactly("m2@1");
        String csv = service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri("/api/v1/inventory?sort=NAME")
                .accept(MediaType.valueOf("text/csv"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(csv.lines()).hasSize(4);
        assertThat(csv.lines().toList().get(2))
                .startsWith("PROMOTED," + team + ",,,m1@1,")
                .contains(",FAIL,");
    }

    private static JsonNode awaitItem(String team, String query, String containing) {
        await("an entry with " + containing)
                .untilAsserted(
                        () -> assertThat(get(team, "/api/v1/inventory?" + query).toString())
                                .contains(containing));
        JsonNode items = get(team, "/api/v1/inventory?" + query).path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static List<String> targets(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("target").asString())
                .toList();
    }

    private static Map<String, Object> served(String model, int version) {
        Map<String, Object> call = TestCalls.call("tickets", "stable", 25);
        call.putAll(Map.of("model", model, "modelVersion", version));
        return call;
    }

    private static Map<String, Object> authorized(String model, int version) {
        return Map.of(
                "variant", "stable",
                "servedConfiguration", DIGEST,
                "environment", "PRODUCTION",
                "riskTier", "LIMITED",
                "basis", "GATED",
                "document",
                        Map.of(
                                "target",
                                        Map.of(
                                                "model",
                                                model,
                                                "version",
                                                version,
                                                "provider",
                                                Map.of("name", "simulator", "kind", "openai"),
                                                "upstreamModel",
                                                "m"),
                                "prompt", Map.of("name", "greeting", "version", 4),
                                "policy", Map.of("name", "standard", "version", 3)));
    }

    private static UUID append(
            String team,
            String by,
            String action,
            String type,
            String id,
            @Nullable String version,
            Map<String, Object> attributes) {
        return events.append(
                by,
                AuditEvent.builder(service.bean(UuidV7.class).next())
                        .service(by)
                        .team(team)
                        .actor(new Actor("user", "u-9"))
                        .action(action)
                        .resource(version == null ? new Resource(type, id) : new Resource(type, id, version))
                        .outcome(Outcome.SUCCESS)
                        .attributes(attributes)
                        .build());
    }
}
