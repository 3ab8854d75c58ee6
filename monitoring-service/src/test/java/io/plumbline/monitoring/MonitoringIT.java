package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.AuthorizationWalk;
import io.plumbline.testkit.OpenApiDrift;
import io.plumbline.testkit.TenantTables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class MonitoringIT extends MonitoringTests {

    @Test
    void isDescribedAsDocumented() {
        OpenApiDrift.check(service, "monitoring");
    }

    @Test
    void rejectsAnonymousCallers() {
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
        String monitor = "{\"route\": \"canary-of-a-route\", \"metric\": \"ERROR_RATE\"}";
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/monitors/canary-of-a-monitor")
                .contentType(MediaType.APPLICATION_JSON)
                .body(monitor)
                .exchange()
                .expectStatus()
                .isCreated();
        String slo = "{\"route\": \"canary-of-a-route\", \"indicator\": \"AVAILABILITY\", \"target\": 0.99}";
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/slos/canary-of-a-slo")
                .contentType(MediaType.APPLICATION_JSON)
                .body(slo)
                .exchange()
                .expectStatus()
                .isCreated();
        String baseline = "{\"route\": \"canary-of-a-route\"}";
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/baselines/canary-of-a-baseline")
                .contentType(MediaType.APPLICATION_JSON)
                .body(baseline)
                .exchange()
                .expectStatus()
                .isCreated();
        UUID drift = UUID.randomUUID();
        JdbcClient.create(service.database().superuser())
                .sql("""
                        insert into monitoring.drift_result (id, team, baseline, route, at, result)
                        values (?, 'team-a', 'canary-of-a-baseline', 'canary-of-a-route', now(), cast(? as jsonb))
                        """)
                .params(
                        drift,
                        "{\"id\": \"" + drift + "\", \"team\": \"team-a\", \"baseline\": \"canary-of-a-baseline\","
                                + " \"calls\": 1, \"drift\": false, \"level\": 0.01, \"exemplars\": []}")
                .update();
        UUID alert = UUID.randomUUID();
        JdbcClient.create(service.database().superuser()).sql("""
                        insert into monitoring.alert (id, team, source, name, rule, severity, title, description,
                                                      evidence, started_at, next_attempt_at)
                        values (?, 'team-a', 'SLO', 'canary-of-a-slo', 'canary-of-a-rule', 'PAGE', 'canary-of-a',
                                'canary-of-a', '{}', now(), now())
                        """).param(alert).update();
        String remedy = "{\"trigger\": {\"source\": \"SLO\"}, \"action\": {\"kind\": \"PAUSE\"},"
                + " \"limits\": {\"routes\": [\"canary-of-a-route\"]}}";
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/remedies/canary-of-a-remedy")
                .contentType(MediaType.APPLICATION_JSON)
                .body(remedy)
                .exchange()
                .expectStatus()
                .isCreated();
        UUID run = UUID.randomUUID();
        JdbcClient.create(service.database().superuser())
                .sql("""
                        insert into monitoring.remedy_run (id, team, remedy, alert_id, route, digest, state, run,
                                                           started_at, next_attempt_at)
                        values (?, 'team-a', 'canary-of-a-remedy', ?, 'canary-of-a-route', '', 'SKIPPED',
                                cast(? as jsonb), now(), now())
                        """)
                .params(
                        run,
                        alert,
                        "{\"alert\": {\"id\": \"" + alert + "\", \"name\": \"canary-of-a-slo\"}, \"plan\": {}}")
                .update();
        String channel = """
                {"kind": "WEBHOOK", "url": "https://canary-of-a.example.com/hook",
                 "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
                """;
        String subscription = "{\"channel\": \"canary-of-a-channel\", \"enabled\": false}";
        String silence = "{\"endsAt\": \"" + Instant.now().plusSeconds(60) + "\", \"reason\": \"canary-of-a\"}";
        RestTestClient engineer = service.client(service.governance().userToken("team-a", Role.ML_ENGINEER));
        for (Map.Entry<String, String> document : Map.of(
                        "alert-channels/canary-of-a-channel", channel,
                        "alert-subscriptions/canary-of-a-subscription", subscription)
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            engineer.put()
                    .uri("/api/v1/" + document.getKey())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(document.getValue())
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
        String silenceId = engineer.post()
                .uri("/api/v1/alert-silences")
                .contentType(MediaType.APPLICATION_JSON)
                .body(silence)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("id")
                .asString();
        String delivery = engineer.post()
                .uri("/api/v1/alert-channels/canary-of-a-channel/test")
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .path("id")
                .asString();
        String plan = "{\"dataset\": \"canary-of-a-set\", \"team\": \"team-a\", \"enabled\": false}";
        service.client(service.governance().userToken("team-a", Role.ML_ENGINEER))
                .put()
                .uri("/api/v1/preferences/plans/canary-of-a-plan")
                .contentType(MediaType.APPLICATION_JSON)
                .body(plan)
                .exchange()
                .expectStatus()
                .isCreated();
        service.client(service.governance().userToken("team-a", Role.TELEMETRY_WRITER))
                .post()
                .uri("/v1/traces")
                .contentType(MediaType.APPLICATION_JSON)
                .body(OtlpIT.spans(OtlpIT.span("4bf92f3577b34da6a3ce929d0e0e4736", Instant.now())
                        .replace("model-x", "canary-of-a-model")))
                .exchange()
                .expectStatus()
                .isOk();
        await("the rollback's incident")
                .untilAsserted(
                        () -> assertThat(get("team-a", "/api/v1/rollbacks").toString())
                                .contains("\"incidentId\":\""));
        AuthorizationWalk.of(service)
                .variable("name", "call-window")
                .variable("id", UUID.randomUUID().toString())
                .variable("/api/v1/preferences/plans", "name", "canary-of-a-plan")
                .variable("/api/v1/monitors", "name", "canary-of-a-monitor")
                .variable("/api/v1/alerts", "id", alert.toString())
                .variable("/api/v1/remedies", "name", "canary-of-a-remedy")
                .variable("/api/v1/remedy-runs", "id", run.toString())
                .body("PUT /api/v1/remedies/{name}", remedy)
                .body("POST /api/v1/remedies/{name}/diff", remedy.replace("PAUSE", "USE_FALLBACKS"))
                .body("POST /api/v1/remedy-runs/{id}/undo", "{\"reason\": \"test\"}")
                .variable("/api/v1/alert-channels", "name", "canary-of-a-channel")
                .variable("/api/v1/alert-channels/{name}/deliveries", "id", delivery)
                .variable("/api/v1/alert-channels/canary-of-a-channel/deliveries", "id", delivery)
                .variable("/api/v1/alert-subscriptions", "name", "canary-of-a-subscription")
                .variable("/api/v1/alert-silences", "id", silenceId)
                .variable("/api/v1/baselines", "name", "canary-of-a-baseline")
                .variable("/api/v1/drift", "id", drift.toString())
                .variable("/api/v1/slos", "name", "canary-of-a-slo")
                .variable("rolloutId", rollout.toString())
                .variable("callId", call.toString())
                .body("POST /api/v1/feedback", body)
                .body("PUT /api/v1/monitors/{name}", monitor)
                .body("POST /api/v1/preferences/datasets", "{\"dataset\": \"canary-of-a-set\", \"team\": \"team-a\"}")
                .body("PUT /api/v1/preferences/plans/{name}", plan)
                .body("POST /api/v1/monitors/{name}/diff", "{\"route\": \"another\", \"metric\": \"ERROR_RATE\"}")
                .body("PUT /api/v1/baselines/{name}", baseline)
                .body("POST /api/v1/baselines/{name}/diff", baseline.replace("}", ", \"window\": 100}"))
                .body("PUT /api/v1/alert-channels/{name}", channel)
                .body("POST /api/v1/alert-channels/{name}/diff", channel)
                .body("PUT /api/v1/alert-subscriptions/{name}", subscription)
                .body("POST /api/v1/alert-subscriptions/{name}/diff", subscription.replace("false", "true"))
                .body("POST /api/v1/alert-silences", silence.replace("{", "{\"team\": \"team-a\", "))
                .body("PUT /api/v1/slos/{name}", slo)
                .body("POST /api/v1/slos/{name}/diff", slo.replace("0.99", "0.9"))
                .walk();
        TenantTables.check(service, "monitoring", "projection", "cost_evaluation", "retry_evaluation", "remedy_switch");
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
    void skipsInvalidEvents() {
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
    void keepsItsStateIfTheRebuildCannotBeStored() {
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
}
