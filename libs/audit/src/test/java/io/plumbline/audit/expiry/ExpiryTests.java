package io.plumbline.audit.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.AuditFixture;
import io.plumbline.audit.AuditFixture.Access;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.PayloadState;
import io.plumbline.audit.PayloadStates;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.verification.FindingKind;
import io.plumbline.audit.verification.LogFinding;
import io.plumbline.audit.verification.VerificationReport;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A database with an audit log, and calls of former days in it.
abstract class ExpiryTests {
    static final String JANE = "s_" + "1".repeat(32);
    static final int KEEP_DAYS = 90;
    private static final SecureRandom RANDOM = new SecureRandom();

    AuditFixture audit;
    PayloadExpiry expiry;

    @BeforeEach
    void createDatabase() {
        audit = new AuditFixture();
        expiry = expiry(1_000);
    }

    @AfterEach
    void dropDatabase() {
        audit.close();
    }

    PayloadExpiry expiry(int batch) {
        Access worker = audit.as("governance_worker");
        return new PayloadExpiry(Objects.requireNonNull(worker.jdbc().getDataSource()), worker.log(), audit.ids, batch);
    }

    /// A call of so many days ago, with its content, as a gateway's journal brings it.
    AuditEvent said(int daysAgo, String... subjects) {
        return said(Duration.ofDays(daysAgo), subjects);
    }

    AuditEvent said(Duration ago, String... subjects) {
        EventWithPayload entry = entry(idsOf(ago).next(), subjects);
        audit.as("gateway_worker").append(entry);
        return entry.event();
    }

    static EventWithPayload entry(UUID id, String... subjects) {
        Payload payload = AuditFixture.payload("content");
        AuditEvent event = AuditEvent.builder(id)
                .service("gateway")
                .team("retail-banking")
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new Resource("route", "support"))
                .payload(payload.commitment())
                .subjects(List.of(subjects))
                .build();
        return new EventWithPayload(event, payload);
    }

    static UuidV7 idsOf(Duration ago) {
        return new UuidV7(Clock.offset(Clock.systemUTC(), ago.negated()), RANDOM);
    }

    UUID now() {
        return audit.ids.next();
    }

    static AuditEvent statement(Expiry says) {
        return AuditEvent.builder(says.statement())
                .service("governance")
                .team("platform")
                .actor(new Actor("service", "governance-service"))
                .action(Expiry.ACTION)
                .resource(new Resource("audit-log", "audit-log"))
                .attributes(says.attributes())
                .build();
    }

    List<AuditEvent> statements() {
        return audit.as("governance_worker")
                .reader()
                .search(
                        new AuditFilter(Expiry.ACTION, null, null, null, null, null, null, null, null, null),
                        null,
                        100);
    }

    void delete(String table, AuditEvent of) {
        audit.tamper("DELETE FROM audit." + table + " WHERE event_id = ?", of.id());
        if (table.equals("payload")) {
            delete("payload_key", of);
        }
    }

    List<UUID> kept(String table) {
        return audit.superuser().queryForList("SELECT event_id FROM audit." + table + " ORDER BY event_id", UUID.class);
    }

    PayloadState state(AuditEvent of) {
        return new PayloadStates(audit.database.dataSource("governance_worker")).of(of);
    }

    VerificationReport verifyIntact() {
        VerificationReport report = audit.verify();
        assertThat(report.findings()).isEmpty();
        return report;
    }

    List<UUID> missing() {
        List<LogFinding> findings = audit.verify().findings();
        assertThat(findings).allMatch(finding -> finding.kind() == FindingKind.PAYLOAD_MISSING);
        return findings.stream()
                .map(finding -> Objects.requireNonNull(finding.eventId()))
                .toList();
    }

    static List<Tuple> expired(VerificationReport report) {
        return report.expired().stream()
                .map(expired -> tuple(expired.keepDays(), expired.payloads()))
                .toList();
    }
}
