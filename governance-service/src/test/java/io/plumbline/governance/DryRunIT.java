package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.governance.Governance.Answer;
import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Drafts of guard policies, tried on calls of the audit log.
class DryRunIT {

    private static Governance governance;
    private static UUID redacted;

    @BeforeAll
    static void start() {
        governance = Governance.start();
        governance.team("retail-banking");
        governance
                .admin()
                .put()
                .uri("/api/v1/policies/own")
                .body(Map.of("stages", Map.of("input", Map.of("pii", Map.of("action", "redact")))))
                .exchange()
                .expectStatus()
                .isCreated();
        redacted = append("own@1", "gateway.call.completed", List.of(found("EMAIL_ADDRESS", 0.95, "redact")));
        append("own@1", "gateway.call.completed", List.of());
        append("standard@1", "gateway.call.completed", List.of(found("US_SSN", 0.85, "redact")));
        append("own@1", "gateway.call.blocked", List.of(found("EMAIL_ADDRESS", 0.95, "block")));
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    private static Map<String, Object> found(String entity, double score, String action) {
        return Map.of(
                "stage", "input", "category", "pii", "entity", entity, "score", score, "action", action, "count", 1);
    }

    private static UUID append(String policy, String action, List<Map<String, Object>> found) {
        UUID id = governance.service().bean(UuidV7.class).next();
        AuditEvent event = AuditEvent.builder(id)
                .service("gateway")
                .team("retail-banking")
                .actor(new Actor("api-key", "k"))
                .action(action)
                .resource(new Resource("route", "support"))
                .outcome(Outcome.SUCCESS)
                .attributes(Map.ofEntries(
                        Map.entry("route", "support"),
                        Map.entry("variant", "v"),
                        Map.entry("provider", "p"),
                        Map.entry("upstreamModel", "m"),
                        Map.entry("policy", policy),
                        Map.entry("findings", Map.of()),
                        Map.entry("found", found),
                        Map.entry("inputTokens", 1),
                        Map.entry("outputTokens", 1),
                        Map.entry("latencyMs", 1.0),
                        Map.entry("upstreamMs", 1.0),
                        Map.entry("guardMs", 0.1),
                        Map.entry("status", 200),
                        Map.entry("faultDomain", "none"),
                        Map.entry("stream", false),
                        Map.entry("purpose", "production"),
                        Map.entry("attempts", 1)))
                .build();
        JdbcClient.create(governance.service().database().dataSource("gateway_worker"))
                .sql("insert into audit.event (id, canonical) values (?, ?)")
                .params(event.id(), event.canonical())
                .update();
        return id;
    }

    private static Answer run(String credential, String policy, String more) {
        return governance.post(
                credential, "/api/v1/policies/" + policy + "/dry-run", new JsonMapper().readTree("""
                        {"draft": {"stages": {"input": {"pii": {"action": "block"}}, "output": {"toxicity": {"action": "flag"}}}}
                         %s}
                        """.formatted(more)));
    }

    @Test
    void reportsTheEffectOfADraftOnRecentCalls() {
        JsonNode run = run(Governance.ADMIN_KEY, "own", "").body();
        assertThat(run.path("complete").asBoolean()).isTrue();
        JsonNode report = run.path("report");
        assertThat(report.path("calls").asInt()).isEqualTo(3);
        assertThat(report.path("changed").asInt()).isEqualTo(1);
        assertThat(report.path("decisions").get(0).path("from").asString()).isEqualTo("redact");
        assertThat(report.path("decisions").get(0).path("to").asString()).isEqualTo("block");
        assertThat(report.path("examples").get(0).path("callId").asString()).isEqualTo(redacted.toString());
        assertThat(report.at("/routes/support/changed").asInt()).isEqualTo(1);
        assertThat(run.path("unknown").get(0).asString()).isEqualTo("output/toxicity");
        assertThat(governance
                        .get(Governance.ADMIN_KEY, "/api/v1/policies/own")
                        .body()
                        .path("version")
                        .asInt())
                .as("nothing is stored")
                .isEqualTo(1);
    }

    @Test
    void appliesADraftToCallsOfOtherPoliciesToo() {
        assertThat(run(Governance.ADMIN_KEY, "own", ", \"allCalls\": true")
                        .body()
                        .at("/report/changed")
                        .asInt())
                .isEqualTo(2);
        assertThat(run(Governance.ADMIN_KEY, "not-there-yet", "")
                        .body()
                        .at("/report/calls")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void restrictsTheTimeRange() {
        assertThat(run(Governance.ADMIN_KEY, "own", ", \"to\": \"2026-01-02T00:00:00Z\"")
                        .body()
                        .at("/report/calls")
                        .asInt())
                .isZero();
        assertThat(run(Governance.ADMIN_KEY, "own", ", \"from\": \"2020-01-01T00:00:00Z\"")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void requiresPermissionToWritePolicies() {
        assertThat(run(governance.key("retail-banking", Role.COMPLIANCE_OFFICER), "own", "")
                        .status())
                .isEqualTo(200);
        assertThat(run(governance.key("retail-banking", Role.ML_ENGINEER), "own", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesAnInvalidDraft() {
        Answer refused = governance.post(
                Governance.ADMIN_KEY,
                "/api/v1/policies/own/dry-run",
                Map.of("draft", Map.of("stages", Map.of("input", Map.of("pii", Map.of("action", "hide"))))));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/pointer").asString()).isEqualTo("/stages/input/pii/action");
    }
}
