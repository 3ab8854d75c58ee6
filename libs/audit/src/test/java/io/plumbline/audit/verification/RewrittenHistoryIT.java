package io.plumbline.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFixture;
import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.note.NoteSigner;
import io.plumbline.audit.note.SignedNote;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A log that was cut off, signed by another or written anew is found, by what was kept elsewhere where it must.
class RewrittenHistoryIT extends TamperedLog {

    @Test
    void detectsATruncatedTail() {
        cutTail(18);

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::lastIndex)
                .containsExactly(tuple(FindingKind.LOG_SHORTENED, 18L, 24L));
    }

    @Test
    void detectsATailTruncatedWithItsCheckpoints() {
        cutTail(20);
        audit.tamper("DELETE FROM audit.checkpoint WHERE size > 20");

        assertThat(audit.verify().counts()).containsOnlyKeys(FindingKind.LOG_SHORTENED, FindingKind.TREE_HEAD_CHANGED);
    }

    @Test
    void detectsACompletelyRemovedTailByAnExternalCheckpoint() {
        SignedNote kept = note(25);
        cutTail(20);
        audit.tamper("DELETE FROM audit.checkpoint WHERE size > 20");
        audit.tamper(
                "UPDATE audit.tree_head t SET size = c.size, frontier = c.frontier FROM audit.checkpoint c WHERE c.size = 20");

        assertThat(audit.verify().intact()).isTrue();
        assertThat(audit.verification().verify(List.of(kept)).counts())
                .containsKeys(FindingKind.LOG_SHORTENED, FindingKind.CHECKPOINT_CHANGED);
    }

    @Test
    void detectsAReplacedLogByAnExternalCheckpoint() {
        SignedNote kept = note(25);
        try (AuditFixture other = new AuditFixture()) {
            other.log(30, 5);

            assertThat(other.verify().intact()).isTrue();
            VerificationReport report = other.verification().verify(List.of(kept));
            assertThat(report.counts()).containsKeys(FindingKind.CHECKPOINT_CHANGED, FindingKind.ROOT_MISMATCH);
        }
        assertThat(audit.verification().verify(List.of(kept)).intact()).isTrue();
        SignedNote foreign = NoteSigner.of(AuditFixture.ORIGIN, seed(9)).sign(kept.text());
        assertThatThrownBy(() -> audit.verification().verify(List.of(foreign)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void detectsASignatureOfAnotherKey() {
        SignedNote foreign = NoteSigner.of(AuditFixture.ORIGIN, seed(9)).sign(note(10).text());
        audit.tamper("UPDATE audit.checkpoint SET note = ? WHERE size = 10", foreign.format());
        audit.tamper("UPDATE audit.checkpoint SET note = 'nonsense' WHERE size = 15");
        audit.tamper("UPDATE audit.checkpoint SET note = NULL WHERE size = 20");

        VerificationReport report = audit.verify();

        assertThat(report.findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex)
                .containsExactly(
                        tuple(FindingKind.BAD_SIGNATURE, 10L),
                        tuple(FindingKind.BAD_SIGNATURE, 15L),
                        tuple(FindingKind.BAD_SIGNATURE, 20L));
        assertThat(report.signed()).isEqualTo(3);
    }

    @Test
    void detectsARewrittenHistoryWithValidSignatures() {
        AuditEvent forged = edited(12);
        audit.tamper("UPDATE audit.event SET canonical = ? WHERE id = ?", forged.canonical(), forged.id());
        audit.tamper(
                "UPDATE audit.leaf SET hash = ? WHERE index = 12",
                forged.leafHash().toBytes());
        CompactRange tree = CompactRange.empty();
        for (int i = 0; i < 25; i++) {
            tree.append(i == 12 ? forged.leafHash() : events.get(i).leafHash());
            audit.tamper(
                    "UPDATE audit.checkpoint SET root = ?, frontier = ? WHERE size = ?",
                    tree.root().toBytes(),
                    tree.encode(),
                    tree.size());
        }
        audit.tamper("UPDATE audit.tree_head SET frontier = ?", (Object) tree.encode());

        VerificationReport report = audit.verify();

        assertThat(report.counts()).containsEntry(FindingKind.CHECKPOINT_CHANGED, 3L);
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == FindingKind.ROOT_MISMATCH)
                .first()
                .extracting(LogFinding::firstIndex, LogFinding::lastIndex)
                .containsExactly(10L, 14L);
    }

    @Test
    void detectsAChangedTreeHead() {
        audit.tamper("UPDATE audit.tree_head SET frontier = set_byte(frontier, 3, 255 - get_byte(frontier, 3))");

        assertThat(audit.verify().counts()).containsOnlyKeys(FindingKind.TREE_HEAD_CHANGED);
    }

    @Test
    void detectsAChangeBeforeIntegration() {
        AuditEvent edited = audit.event().build();
        AuditEvent removed = audit.event().build();
        AuditEvent later = audit.event().build();
        audit.as("registry_app").append(edited, removed, later);
        audit.tamper("DELETE FROM audit.event WHERE id = ?", removed.id());
        AuditEvent forged = AuditEvent.builder(edited.id())
                .service("registry")
                .team("cards")
                .actor(edited.actor())
                .action(edited.action())
                .resource(edited.resource())
                .build();
        audit.tamper("UPDATE audit.event SET canonical = ? WHERE id = ?", forged.canonical(), edited.id());

        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::eventId)
                .containsExactlyInAnyOrder(
                        tuple(FindingKind.EVENT_CHANGED, edited.id()), tuple(FindingKind.EVENT_MISSING, removed.id()));

        audit.log(0, 10); // and they are still found when they have one
        assertThat(audit.verify().findings())
                .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::eventId)
                .containsExactly(
                        tuple(FindingKind.EVENT_CHANGED, 25L, edited.id()),
                        tuple(FindingKind.EVENT_MISSING, 26L, removed.id()));
    }

    @Test
    void countsAllFindingsAndNamesTheFirst() {
        try (AuditFixture large = new AuditFixture()) {
            large.log(AuditVerification.MAX_FINDINGS + 50, 60);
            large.tamper("DELETE FROM audit.event");

            VerificationReport report = large.verify();

            assertThat(report.counts())
                    .containsExactly(Map.entry(FindingKind.EVENT_MISSING, AuditVerification.MAX_FINDINGS + 50L));
            assertThat(report.findings()).hasSize(AuditVerification.MAX_FINDINGS);
        }
    }
}
