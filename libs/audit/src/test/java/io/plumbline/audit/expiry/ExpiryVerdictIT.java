package io.plumbline.audit.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFixture.Access;
import io.plumbline.audit.PayloadState;
import io.plumbline.audit.PayloadState.Expired;
import io.plumbline.audit.PayloadState.Missing;
import io.plumbline.audit.payload.Erasures;
import io.plumbline.audit.verification.FindingKind;
import io.plumbline.audit.verification.LogFinding;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a verification of the whole log says of payloads that are gone.
class ExpiryVerdictIT extends ExpiryTests {
    @Test
    void distinguishesManualDeletionsFromExpiryForever() {
        AuditEvent deleted = said(120);
        AuditEvent keyDeleted = said(110);
        AuditEvent shareDeleted = said(105, JANE, "s_" + "2".repeat(32));
        AuditEvent expired = said(100);
        delete("payload", deleted);
        delete("payload_key", keyDeleted);
        audit.tamper("DELETE FROM audit.payload_key WHERE event_id = ? AND subject = ?", shareDeleted.id(), JANE);
        List<UUID> byHand = List.of(deleted.id(), keyDeleted.id(), shareDeleted.id());
        assertThat(missing()).isEqualTo(byHand);

        assertThat(expiry.expire(KEEP_DAYS).orElseThrow().missing()).isEqualTo(byHand);

        assertThat(missing()).isEqualTo(byHand);
        assertThat(expired(audit.verify())).containsExactly(tuple(90, 1L));
        assertThat(state(deleted)).isEqualTo(new Missing());
        assertThat(state(expired)).isInstanceOf(Expired.class);
    }

    @Test
    void reportsDeletionsOutsideTheExpiredRangeAsMissing() {
        said(100);
        expiry.expire(KEEP_DAYS);
        AuditEvent dueButNotReached = said(95);
        AuditEvent young = said(10);
        delete("payload", dueButNotReached);
        delete("payload", young);

        assertThat(missing()).containsExactly(dueButNotReached.id(), young.id());
        assertThat(state(young)).isEqualTo(new Missing());
    }

    @Test
    void countsNoErasedSubjectAmongTheMissing() {
        AuditEvent ofJane = said(100, JANE);
        said(99);
        new Erasures(audit.database.dataSource("governance_worker")).erase(JANE);

        assertThat(expiry.expire(KEEP_DAYS).orElseThrow().missing()).isEmpty();

        assertThat(expired(verifyIntact())).containsExactly(tuple(90, 1L));
        assertThat(state(ofJane)).isInstanceOf(PayloadState.Erased.class);
    }

    @Test
    void appliesEachRetentionInItsOwnTime() {
        said(200);
        said(60);
        expiry.expire(KEEP_DAYS);
        assertThat(expiry.expire(61)).isEmpty();
        expiry.expire(30);
        said(45);
        assertThat(expiry.expire(90)).isEmpty();

        assertThat(expired(verifyIntact())).containsExactly(tuple(90, 1L), tuple(30, 1L));
    }

    @Test
    void doesNotAcceptAFalseStatementAsAnExpiry() {
        AuditEvent young = said(10);
        delete("payload", young);
        UUID nothing = new UUID(0, 0);
        Access governance = audit.as("governance_worker");

        governance.append(statement(new Expiry(now(), nothing, young.id(), 11, 1, List.of())));
        governance.append(statement(new Expiry(now(), nothing, young.id(), 0, 1, List.of())));
        governance.append(audit.eventOf("governance").action(Expiry.ACTION).build());
        AuditEvent later =
                statement(new Expiry(idsOf(Duration.ofDays(-90)).next(), nothing, young.id(), 90, 1, List.of()));
        audit.tamper("INSERT INTO audit.event (id, canonical) VALUES (?, ?)", later.id(), later.canonical());
        audit.tamper(
                "INSERT INTO audit.pending VALUES (?, ?)",
                later.id(),
                later.leafHash().toBytes());
        assertThat(missing()).containsExactly(young.id());
        assertThat(state(young)).isEqualTo(new Missing());

        said(100);
        expiry.expire(KEEP_DAYS);
        assertThat(missing()).containsExactly(young.id());
        governance.append(statement(new Expiry(now(), nothing, young.id(), 1, 1, List.of())));
        assertThat(expired(verifyIntact())).containsExactly(tuple(90, 1L), tuple(1, 1L));
    }

    @Test
    void doesNotReverseWhatAStatementCallsMissing() {
        AuditEvent deleted = said(120);
        said(100);
        delete("payload", deleted);
        Expiry done = expiry.expire(KEEP_DAYS).orElseThrow();

        audit.as("governance_worker")
                .append(statement(new Expiry(now(), new UUID(0, 0), done.through(), 90, 2, List.of())));

        assertThat(missing()).containsExactly(deleted.id());
    }

    @Test
    void ignoresATamperedStatement() {
        AuditEvent young = said(100);
        AuditEvent deleted = said(99);
        delete("payload", deleted);
        Expiry done = expiry.expire(KEEP_DAYS).orElseThrow();
        try (var sequencer = audit.sequencer(100)) {
            sequencer.sequence();
        }
        AuditEvent forged = statement(new Expiry(done.statement(), done.after(), deleted.id(), 90, 1, List.of()));

        audit.tamper("UPDATE audit.event SET canonical = ? WHERE id = ?", forged.canonical(), forged.id());

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::eventId)
                .contains(
                        tuple(FindingKind.EVENT_CHANGED, forged.id()),
                        tuple(FindingKind.PAYLOAD_MISSING, young.id()),
                        tuple(FindingKind.PAYLOAD_MISSING, deleted.id()));
    }

    @Test
    void scansALogOfAnySizeInSteps() {
        List<AuditEvent> events =
                IntStream.range(0, 7).mapToObj(i -> said(20 - i)).toList();
        List<UUID> deleted = Stream.of(0, 3, 4, 6).map(i -> events.get(i).id()).toList();
        Stream.of(0, 3, 4, 6).map(events::get).forEach(event -> delete("payload", event));
        LostPayloads lost =
                new LostPayloads(JdbcClient.create(audit.as("governance_worker").jdbc()), 2);
        UUID first = new UUID(0, 0);
        UUID last = new UUID(-1, -1);

        assertThat(lost.between(first, last, 10)).isEqualTo(deleted);
        assertThat(lost.between(first, last, 3)).isEqualTo(deleted.subList(0, 3));
        assertThat(lost.between(events.getFirst().id(), events.get(4).id(), 10)).isEqualTo(deleted.subList(1, 3));
        assertThat(lost.count(first, last)).isEqualTo(4);
        assertThat(lost.count(last, first)).isZero();
    }
}
