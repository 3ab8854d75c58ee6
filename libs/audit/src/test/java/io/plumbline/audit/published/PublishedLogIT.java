package io.plumbline.audit.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFixture;
import io.plumbline.audit.merkle.MissingHashException;
import io.plumbline.audit.note.OfflineVerifier;
import io.plumbline.audit.sequencing.Sequencer;
import io.plumbline.audit.verification.FindingKind;
import io.plumbline.audit.verification.LogFinding;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A log of two full tiles and a bit, sequenced in batches that do not end where tiles do.
class PublishedLogIT {

    private static final int SIZE = 620;

    private static AuditFixture audit;
    private static List<AuditEvent> events;
    private static PublishedLog log;

    @BeforeAll
    static void fillTheLog() {
        audit = new AuditFixture();
        events = audit.log(SIZE, 97);
        log = new PublishedLog(audit.database.dataSource("governance_app"));
    }

    @AfterAll
    static void dropDatabase() {
        audit.close();
    }

    @Test
    void provesEveryEventWithTheKeyAlone() {
        assertThat(subtrees()).extracting(row -> row.get("index")).containsExactly(0L, 1L);
        for (int index = 0; index < SIZE; index += 7) {
            assertProven(index);
        }
        List.of(255, 256, 511, 512, SIZE - 1).forEach(PublishedLogIT::assertProven);
        assertThat(log.proofOf(SIZE)).isEmpty();
    }

    @Test
    void provesWhileSubtreesAreMissingAndBuildsThemWhenASequencerStarts() {
        List<Map<String, Object>> before = subtrees();
        audit.tamper("TRUNCATE audit.subtree");
        assertProven(0);
        assertProven(SIZE - 1);
        makeSubtrees();
        assertThat(subtrees()).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            assertThat(subtrees().get(i).get("hash")).isEqualTo(before.get(i).get("hash"));
        }
    }

    @Test
    void namesOnlyTheChangedSubtree() {
        audit.tamper("UPDATE audit.subtree SET hash = sha256('x') WHERE index = 1");
        try {
            assertThat(audit.verify().findings())
                    .extracting(LogFinding::kind, LogFinding::firstIndex, LogFinding::lastIndex)
                    .containsExactly(Tuple.tuple(FindingKind.SUBTREE_CHANGED, 256L, 511L));
            String proof = log.proofOf(3).orElseThrow().format();
            assertThat(OfflineVerifier.holds(proof, events.get(3).canonical(), vkey()))
                    .isFalse();
        } finally {
            audit.tamper("TRUNCATE audit.subtree");
            makeSubtrees();
        }
        assertThat(audit.verify().intact()).isTrue();
    }

    @Test
    void reportsAMissingLeaf() {
        audit.tamper("UPDATE audit.leaf SET index = index + 10000 WHERE index = 5");
        try {
            assertThatThrownBy(() -> log.proofOf(4)).isInstanceOf(MissingHashException.class);
        } finally {
            audit.tamper("UPDATE audit.leaf SET index = index - 10000 WHERE index = 10005");
        }
        assertProven(4);
    }

    @Test
    void keepsSubtreesUnchanged() {
        assertThatThrownBy(() -> audit.superuser().execute("DELETE FROM audit.subtree"))
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(
                        () -> audit.as("governance_app").jdbc().execute("INSERT INTO audit.subtree VALUES (1, 9, '')"))
                .hasStackTraceContaining("permission denied");
    }

    private static void assertProven(int index) {
        AuditEvent event = events.get(index);
        PublishedLog.Leaf leaf = log.leafOf(event.id()).orElseThrow();
        assertThat(leaf).isEqualTo(new PublishedLog.Leaf(index, event.leafHash()));
        String proof = log.proofOf(index).orElseThrow().format();
        assertThat(OfflineVerifier.holds(proof, event.canonical(), vkey()))
                .as("event %d", index)
                .isTrue();
    }

    private static void makeSubtrees() {
        try (Sequencer sequencer = audit.sequencer(10)) {
            sequencer.sequence();
        }
    }

    private static String vkey() {
        return AuditFixture.SIGNER.verifier().vkey();
    }

    private static List<Map<String, Object>> subtrees() {
        return audit.superuser().queryForList("SELECT level, index, hash FROM audit.subtree ORDER BY level, index");
    }
}
