package io.plumbline.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.AuditFixture;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.payload.Erasures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a superuser hides from readers, or gets into the log although it is no event, is named.
class HiddenEventsIT extends TamperedLog {

    @Test
    void namesInvalidEntriesThatReadersSkip() {
        AuditEvent event = audit.event().build();
        byte[] forged = new String(event.canonical(), StandardCharsets.UTF_8)
                .replace("\"type\":\"user\"", "\"type\":\"USER\"")
                .getBytes(StandardCharsets.UTF_8);
        audit.tamper("INSERT INTO audit.event (id, canonical) VALUES (?, ?)", event.id(), forged);
        audit.tamper(
                "INSERT INTO audit.pending (event_id, hash) VALUES (?, ?)",
                event.id(),
                Hash.leaf(forged).toBytes());
        AuditEvent next = audit.log(1, 5).getFirst();

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::eventId)
                .containsExactly(tuple(FindingKind.EVENT_MALFORMED, 25L, event.id()));
        AuditReader reader = audit.as("governance_worker").reader();
        assertThat(reader.find(next.id()).orElseThrow().readable()).isTrue();
        AuditEvent placeholder = reader.find(event.id()).orElseThrow();
        assertThat(placeholder.readable()).isFalse();
        assertThat(placeholder.canonical()).isEqualTo(forged);
        assertThat(placeholder.team()).isEqualTo(event.team());
        assertThat(reader.search(AuditFilter.ALL, null, 2)).containsExactly(next, placeholder);
        assertThat(reader.readFrom(25, 5))
                .extracting(SequencedEvent::index, SequencedEvent::event)
                .containsExactly(tuple(25L, placeholder), tuple(26L, next));
    }

    @Test
    void namesEventsHiddenFromSearch() {
        hide("team", "'hidden'", 3);
        hide("action", "'registry.thing.done'", 4);
        hide("actor_id", "'u-2'", 5);
        hide("resource_id", "'other'", 6);
        hide("outcome", "'DENIED'", 7);
        hide("trace_id", "'0'", 8);

        VerificationReport report = audit.verify();

        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == FindingKind.EVENT_DISGUISED)
                .extracting(LogFinding::firstIndex)
                .containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == FindingKind.SAFEGUARD_MISSING)
                .extracting(LogFinding::detail)
                .contains("The column team of audit.event is not generated any more");
    }

    @Test
    void namesEventsIndexedUnderOtherSubjects() {
        AuditEvent moved = audit.event().subjects(List.of(JANE)).build();
        AuditEvent removed = audit.event().subjects(List.of(JANE, JOHN)).build();
        AuditEvent added = audit.event().subjects(List.of(JOHN)).build();
        AuditEvent honest = audit.event().subjects(List.of(JANE, JOHN)).build();
        audit.as("registry_app").append(moved, removed, added, honest);
        audit.log(0, 10);
        assertThat(audit.verify().findings()).isEmpty();

        audit.tamper("UPDATE audit.event_subject SET team = 'loans' WHERE event_id = ?", moved.id());
        audit.tamper("DELETE FROM audit.event_subject WHERE event_id = ? AND subject = ?", removed.id(), JANE);
        audit.tamper("INSERT INTO audit.event_subject VALUES (?, ?, 'retail-banking')", JANE, added.id());

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::eventId)
                .containsExactlyInAnyOrder(
                        tuple(FindingKind.EVENT_DISGUISED, moved.id()),
                        tuple(FindingKind.EVENT_DISGUISED, removed.id()),
                        tuple(FindingKind.EVENT_DISGUISED, added.id()));
    }

    @Test
    void namesPayloadsMissingWithoutAnErasure() {
        AuditEvent gone = withPayload(JANE);
        AuditEvent locked = withPayload(JOHN);
        withPayload(JANE);
        withPayload();
        assertThat(audit.verify().findings()).isEmpty();

        audit.tamper("DELETE FROM audit.payload_key WHERE event_id = ?", gone.id());
        audit.tamper("DELETE FROM audit.payload WHERE event_id = ?", gone.id());
        audit.tamper("DELETE FROM audit.subject_key WHERE subject = ?", JOHN);
        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::eventId)
                .containsExactlyInAnyOrder(
                        tuple(FindingKind.PAYLOAD_MISSING, gone.id()), tuple(FindingKind.PAYLOAD_MISSING, locked.id()));

        Erasures erasures = new Erasures(audit.database.dataSource("governance_worker"));
        erasures.erase(JANE);
        erasures.erase(JOHN);
        assertThat(audit.verify().findings()).isEmpty();
    }

    @Test
    void namesDisabledSafeguards() {
        JdbcTemplate superuser = audit.superuser();
        superuser.execute("ALTER TABLE audit.event_default DISABLE TRIGGER take_in");
        superuser.execute("DROP TRIGGER refuse_change ON audit.leaf");
        superuser.execute("ALTER TABLE audit.checkpoint ENABLE REPLICA TRIGGER refuse_change");
        superuser.execute("ALTER TABLE audit.payload DISABLE ROW LEVEL SECURITY");

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::detail)
                .containsExactly(
                        tuple(FindingKind.SAFEGUARD_MISSING, "Row-level security of audit.payload is off"),
                        tuple(
                                FindingKind.SAFEGUARD_MISSING,
                                "The trigger refuse_change of audit.checkpoint is gone or off"),
                        tuple(FindingKind.SAFEGUARD_MISSING, "The trigger refuse_change of audit.leaf is gone or off"),
                        tuple(
                                FindingKind.SAFEGUARD_MISSING,
                                "The trigger take_in of audit.event_default is gone or off"));
    }

    @Test
    void namesPoliciesThatHideEventsFromReaders() {
        JdbcTemplate superuser = audit.superuser();
        superuser.execute("CREATE POLICY hide ON audit.event AS RESTRICTIVE FOR SELECT TO governance_app"
                + " USING (id <> '%s')".formatted(UUID.randomUUID()));
        superuser.execute("ALTER POLICY read_team ON audit.payload USING (plumbline.sees(team) AND event_id IS NULL)");
        superuser.execute("DROP POLICY read_all ON audit.event_subject");
        superuser.execute("CREATE POLICY show ON audit.payload_key USING (true)");

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::detail)
                .containsExactly(
                        tuple(FindingKind.SAFEGUARD_MISSING, notOurs("hide", "event")),
                        tuple(FindingKind.SAFEGUARD_MISSING, notOurs("read_all", "event_subject")),
                        tuple(FindingKind.SAFEGUARD_MISSING, notOurs("read_team", "payload")),
                        tuple(FindingKind.SAFEGUARD_MISSING, notOurs("show", "payload_key")));
    }

    private static String notOurs(String policy, String table) {
        return "The policy %s of audit.%s is gone or not the one that was made".formatted(policy, table);
    }

    @Test
    void seesEveryTeamOrFails() {
        AuditVerification ofRequests = new AuditVerification(
                audit.database.dataSource("gateway_app"), AuditFixture.ORIGIN, List.of(AuditFixture.SIGNER.verifier()));

        assertThatThrownBy(ofRequests::verify).hasStackTraceContaining("permission denied");
    }
}
