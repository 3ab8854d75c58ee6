package io.plumbline.eval.online;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.KeyWrap;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.testkit.ServiceUnderTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Live calls and their feedback in the audit log, as gateway and monitoring write them.
final class LiveCalls {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ServiceUnderTest service;

    LiveCalls(ServiceUnderTest service) {
        this.service = service;
    }

    /// Appends a call of a route.
    ///
    /// @param answer null for a call without stored content
    UUID call(String team, String route, String variant, @Nullable String answer) {
        Payload payload = answer == null ? null : Payload.of(content(answer), new SecureRandom());
        AuditEvent event = AuditEvent.builder(service.bean(UuidV7.class).next())
                .service("gateway")
                .team(team)
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new Resource("route", route))
                .outcome(Outcome.SUCCESS)
                .attributes(Map.ofEntries(
                        Map.entry("route", route),
                        Map.entry("variant", variant),
                        Map.entry("provider", "simulator"),
                        Map.entry("upstreamModel", "m"),
                        Map.entry("model", "support"),
                        Map.entry("modelVersion", variant.equals("stable") ? 1 : 2),
                        Map.entry("findings", Map.of()),
                        Map.entry("inputTokens", 10),
                        Map.entry("outputTokens", 20),
                        Map.entry("latencyMs", 5),
                        Map.entry("upstreamMs", 5),
                        Map.entry("guardMs", 0.1),
                        Map.entry("status", 200),
                        Map.entry("faultDomain", "none"),
                        Map.entry("stream", false),
                        Map.entry("purpose", "production"),
                        Map.entry("attempts", 1)))
                .payload(payload == null ? null : payload.commitment())
                .build();
        append("gateway", event, payload);
        return event.id();
    }

    void feedback(String team, UUID call, boolean consents) {
        append(
                "monitoring",
                AuditEvent.builder(service.bean(UuidV7.class).next())
                        .service("monitoring")
                        .team(team)
                        .actor(new Actor("api-key", "k"))
                        .action("monitoring.feedback.received")
                        .resource(new Resource("feedback", UUID.randomUUID().toString()))
                        .outcome(Outcome.SUCCESS)
                        .attributes(Map.of("callId", call.toString(), "trainingConsent", consents))
                        .build(),
                null);
    }

    private static byte[] content(String answer) {
        return JSON.writeValueAsString(Map.of(
                        "messages",
                        List.of(Map.of("role", "user", "content", "Who can help?")),
                        "choices",
                        List.of(Map.of(
                                "message", Map.of("role", "assistant", "content", answer), "finish_reason", "stop"))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void append(String from, AuditEvent event, @Nullable Payload payload) {
        DataSource database = service.database().dataSource(from + "_worker");
        PayloadVault vault = new PayloadVault(database, service.bean(KeyWrap.class), new SecureRandom());
        new TransactionTemplate(new DataSourceTransactionManager(database))
                .executeWithoutResult(_ -> new AuditLog(database, vault).append(new EventWithPayload(event, payload)));
        JdbcClient.create(service.database().superuser())
                .sql("""
                        with taken as (delete from audit.pending where event_id = ? returning event_id, hash),
                        head as (update audit.tree_head set size = size + 1 returning size)
                        insert into audit.leaf select size - 1, event_id, hash from taken, head
                        """)
                .param(event.id())
                .update();
    }
}
