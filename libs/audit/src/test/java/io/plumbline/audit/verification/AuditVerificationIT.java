package io.plumbline.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFixture;
import org.junit.jupiter.api.Test;

/// Events and leaves that a superuser changed, put in or took out are located.
class AuditVerificationIT extends TamperedLog {

    @Test
    void findsNothingInAnIntactLog() {
        audit.as("registry_app").append(audit.event().build(), audit.event().build());

        VerificationReport report = audit.verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.intact()).isTrue();
        assertThat(report.size()).isEqualTo(25);
        assertThat(report.root()).isEqualTo(root(events));
        assertThat(report.events()).isEqualTo(27);
        assertThat(report.pending()).isEqualTo(2);
        assertThat(report.checkpoints()).isEqualTo(6);
        assertThat(report.signed()).isEqualTo(6);
    }

    @Test
    void findsNothingInAnEmptyLog() {
        try (AuditFixture empty = new AuditFixture()) {
            assertThat(empty.verify().intact()).isTrue();
            empty.log(0, 1);
            assertThat(empty.verify().intact()).isTrue();
        }
    }

    @Test
    void locatesAnEditedEvent() {
        audit.tamper(
                "UPDATE audit.event SET canonical = ? WHERE id = ?",
                edited(12).canonical(),
                events.get(12).id());

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::eventId)
                .containsExactly(
                        tuple(FindingKind.EVENT_CHANGED, 12L, events.get(12).id()));
    }

    @Test
    void locatesADeletedEvent() {
        audit.tamper("DELETE FROM audit.event WHERE id = ?", events.get(24).id());

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::eventId)
                .containsExactly(
                        tuple(FindingKind.EVENT_MISSING, 24L, events.get(24).id()));
    }

    @Test
    void locatesAnEventInsertedBehindTheLog() {
        AuditEvent forged = audit.event().attribute("forged", true).build();
        audit.tamper("INSERT INTO audit.event (id, canonical) VALUES (?, ?)", forged.id(), forged.canonical());

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::eventId)
                .containsExactly(tuple(FindingKind.EVENT_NOT_SEQUENCED, forged.id()));
    }

    @Test
    void locatesAChangedLeaf() {
        audit.tamper("UPDATE audit.leaf SET hash = sha256('x') WHERE index = 7");

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::eventId)
                .containsExactly(
                        tuple(FindingKind.LEAF_CHANGED, 7L, events.get(7).id()));
    }

    @Test
    void locatesADeletedLeafAndItsEvent() {
        audit.tamper("DELETE FROM audit.leaf WHERE index = 7");

        VerificationReport report = audit.verify();

        assertThat(report.findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::eventId)
                .containsExactly(
                        tuple(FindingKind.LEAF_MISSING, 7L, null),
                        tuple(
                                FindingKind.EVENT_NOT_SEQUENCED,
                                null,
                                events.get(7).id()));
    }

    @Test
    void locatesTheBatchOfAnEventChangedWithItsLeaf() {
        changeEventAndLeaf(12);

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::lastIndex)
                .containsExactly(tuple(FindingKind.ROOT_MISMATCH, 10L, 14L));
    }

    @Test
    void namesAnEventChangedWithItsLeafIfItIsAloneInItsBatch() {
        try (AuditFixture single = new AuditFixture()) {
            for (int i = 0; i < 5; i++) {
                single.log(1, 1);
            }
            single.tamper("UPDATE audit.leaf SET hash = sha256('x') WHERE index = 3");
            single.tamper("DELETE FROM audit.event WHERE id = (SELECT event_id FROM audit.leaf WHERE index = 3)");

            assertThat(single.verify().findings())
                    .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::lastIndex)
                    .containsExactly(
                            tuple(FindingKind.EVENT_MISSING, 3L, 3L), tuple(FindingKind.ROOT_MISMATCH, 3L, 3L));
        }
    }

    @Test
    void locatesEachOfSeveralChanges() {
        changeEventAndLeaf(2);
        audit.tamper(
                "UPDATE audit.event SET canonical = ? WHERE id = ?",
                edited(11).canonical(),
                events.get(11).id());
        audit.tamper("UPDATE audit.leaf SET hash = sha256('x') WHERE index = 19");
        changeEventAndLeaf(23);

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex)
                .containsExactly(
                        tuple(FindingKind.ROOT_MISMATCH, 0L),
                        tuple(FindingKind.EVENT_CHANGED, 11L),
                        tuple(FindingKind.LEAF_CHANGED, 19L),
                        tuple(FindingKind.ROOT_MISMATCH, 20L));
    }

    @Test
    void locatesSwappedEvents() {
        swap("event_id", 3, 17);

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::eventId)
                .containsExactly(
                        tuple(FindingKind.ORDER_CHANGED, 3L, events.get(17).id()),
                        tuple(FindingKind.ORDER_CHANGED, 17L, events.get(3).id()));
    }

    @Test
    void locatesTheBatchesOfSwappedLeaves() {
        swap("event_id", 3, 17);
        swap("hash", 3, 17);

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::lastIndex)
                .containsExactly(tuple(FindingKind.ROOT_MISMATCH, 0L, 4L), tuple(FindingKind.ROOT_MISMATCH, 15L, 19L));
    }

    @Test
    void locatesAnInsertedLeaf() {
        AuditEvent forged = audit.event().attribute("forged", true).build();
        audit.tamper("INSERT INTO audit.event (id, canonical) VALUES (?, ?)", forged.id(), forged.canonical());
        audit.tamper(RENUMBER_UP, 12L);
        audit.tamper(RENUMBER_DOWN, 1L);
        audit.tamper(
                "INSERT INTO audit.leaf (index, event_id, hash) VALUES (12, ?, ?)",
                forged.id(),
                forged.leafHash().toBytes());

        VerificationReport report = audit.verify();

        assertThat(report.findings().getFirst())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::lastIndex)
                .containsExactly(FindingKind.ROOT_MISMATCH, 10L, 14L);
        assertThat(report.findings()).extracting(LogFinding::kind).contains(FindingKind.LEAF_UNEXPECTED);
    }

    @Test
    void locatesARemovedLeaf() {
        audit.tamper("DELETE FROM audit.event WHERE id = ?", events.get(12).id());
        audit.tamper("DELETE FROM audit.leaf WHERE index = 12");
        audit.tamper(RENUMBER_UP, 13L);
        audit.tamper(RENUMBER_DOWN, -1L);

        VerificationReport report = audit.verify();

        assertThat(report.findings().getFirst())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::lastIndex)
                .containsExactly(FindingKind.ROOT_MISMATCH, 10L, 14L);
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == FindingKind.LOG_SHORTENED)
                .extracting(LogFinding::firstIndex, LogFinding::lastIndex)
                .containsExactly(tuple(24L, 24L));
    }
}
