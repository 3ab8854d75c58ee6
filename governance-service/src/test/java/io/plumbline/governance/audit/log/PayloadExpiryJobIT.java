package io.plumbline.governance.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.KeyWrap;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.governance.Governance;
import io.plumbline.testpostgres.TestPostgres;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class PayloadExpiryJobIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static Governance governance;

    @BeforeAll
    static void start() {
        governance =
                Governance.start(Map.of("plumbline.audit.keep-payloads", "30d"), TestPostgres.create("governance"));
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void destroysOldContentAndDistinguishesItFromDeletedContent() {
        AuditEvent old = call(31);
        AuditEvent young = call(29);
        assertThat(verification(old)).contains("Stored, encrypted.");

        governance.service().bean(PayloadExpiryJob.class).destroy();

        assertThat(verification(old))
                .contains("after its retention period of 30 days")
                .doesNotContain("NOT_VERIFIED");
        assertThat(verification(young)).contains("Stored, encrypted.").doesNotContain("NOT_VERIFIED");
        JsonNode verified = verify();
        assertThat(verified.path("state").asString()).isEqualTo("VERIFIED");
        JsonNode expired = verified.path("report").path("expired");
        assertThat(expired.size()).isEqualTo(1);
        assertThat(expired.get(0).path("payloads").asLong()).isEqualTo(1);
        assertThat(expired.get(0).path("keepDays").asInt()).isEqualTo(30);

        JdbcClient.create(governance.service().database().superuser())
                .sql("delete from audit.payload where event_id = ?")
                .param(young.id())
                .update();
        assertThat(verification(young)).contains("NOT_VERIFIED", "deleted without an event in the log");
        JsonNode failed = verify();
        assertThat(failed.path("state").asString()).isEqualTo("FAILED");
        assertThat(failed.at("/report/findings/0/kind").asString()).isEqualTo("PAYLOAD_MISSING");
        assertThat(failed.at("/report/findings/0/eventId").asString())
                .isEqualTo(young.id().toString());
    }

    @Test
    void refusesARetentionBelowADayOrForever() {
        for (String time : new String[] {"23h", "3651d"}) {
            assertThatThrownBy(() -> Governance.start(
                            Map.of("plumbline.audit.keep-payloads", time), TestPostgres.create("governance")))
                    .hasStackTraceContaining("keepPayloads");
        }
    }

    /// A call of so many days ago, as a gateway's journal brings it.
    private static AuditEvent call(int daysAgo) {
        DataSource gateway = governance.service().database().dataSource("gateway_worker");
        Payload payload = Payload.of(new byte[] {1}, RANDOM);
        AuditEvent event = AuditEvent.builder(
                        new UuidV7(Clock.offset(Clock.systemUTC(), Duration.ofDays(-daysAgo)), RANDOM).next())
                .service("gateway")
                .team("retail-banking")
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new Resource("route", "support"))
                .payload(payload.commitment())
                .build();
        AuditLog log = new AuditLog(gateway, new PayloadVault(gateway, new KeyWrap(new byte[32], RANDOM), RANDOM));
        new TransactionTemplate(new DataSourceTransactionManager(gateway))
                .executeWithoutResult(_ -> log.append(new EventWithPayload(event, payload)));
        return event;
    }

    private static String verification(AuditEvent event) {
        return governance
                .get(Governance.ADMIN_KEY, "/api/v1/audit/events/" + event.id() + "/verification")
                .body()
                .toString();
    }

    private static JsonNode verify() {
        return governance
                .post(Governance.ADMIN_KEY, "/api/v1/audit/verifications?wait=60", Map.of())
                .body();
    }
}
