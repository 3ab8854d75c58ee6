package io.plumbline.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.audit.AuditEntry;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.AuditFixture;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleTree;
import io.plumbline.audit.note.NoteSigner;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.payload.Erasures;
import io.plumbline.audit.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// Each test tampers as a superuser would, with no trigger in the way. The log has 25 events in batches of 5.
class AuditVerificationIT {
    private static final String JANE = "s_" + "1".repeat(32);
    private static final String JOHN = "s_" + "2".repeat(32);
    private static final String RENUMBER_UP = "UPDATE audit.leaf SET index = index + 1000 WHERE index >= ?";
    private static final String RENUMBER_DOWN = "UPDATE audit.leaf SET index = index - 1000 + ? WHERE index >= 1000";

    private AuditFixture audit;
    private List<AuditEvent> events;

    @BeforeEach
    void fillTheLog() {
        audit = new AuditFixture();
        events = audit.log(25, 5);
    }

    @AfterEach
    void dropDatabase() {
        audit.close();
    }

    @Test
    void findsNothingInAnHonestLog() {
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
    void locatesAnEventThatWasEdited() {
        audit.tamper(
                "UPDATE audit.event SET canonical = ? WHERE id = ?",
                edited(12).canonical(),
                events.get(12).id());

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::eventId)
                .containsExactly(
                        tuple(FindingKind.EVENT_CHANGED, 12L, events.get(12).id()));
    }

    @Test
    void locatesAnEventThatWasDeleted() {
        audit.tamper("DELETE FROM audit.event WHERE id = ?", events.get(24).id());

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::eventId)
                .containsExactly(
                        tuple(FindingKind.EVENT_MISSING, 24L, events.get(24).id()));
    }

    @Test
    void locatesAnEventThatWasPutInBehindTheLogsBack() {
        AuditEvent forged = audit.event().attribute("forged", true).build();
        audit.tamper("INSERT INTO audit.event (id, canonical) VALUES (?, ?)", forged.id(), forged.canonical());

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::eventId)
                .containsExactly(tuple(FindingKind.EVENT_NOT_SEQUENCED, forged.id()));
    }

    @Test
    void namesWhatGotInAndIsNoEventAndReadersPassItOver() {
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
                .extracting(Finding::kind, Finding::firstIndex, Finding::eventId)
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
    void namesEventsThatAreHiddenFromThoseWhoSearch() {
        hide("team", "'hidden'", 3);
        hide("action", "'registry.thing.done'", 4);
        hide("actor_id", "'u-2'", 5);
        hide("resource_id", "'other'", 6);
        hide("outcome", "'DENIED'", 7);
        hide("trace_id", "'0'", 8);
        hide("body", "'{}'", 9);

        VerificationReport report = audit.verify();

        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == FindingKind.EVENT_DISGUISED)
                .extracting(Finding::firstIndex)
                .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == FindingKind.SAFEGUARD_MISSING)
                .extracting(Finding::detail)
                .contains("The column team of audit.event is not generated any more");
    }

    @Test
    void namesEventsThatAreListedUnderOtherSubjects() {
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
                .extracting(Finding::kind, Finding::eventId)
                .containsExactlyInAnyOrder(
                        tuple(FindingKind.EVENT_DISGUISED, moved.id()),
                        tuple(FindingKind.EVENT_DISGUISED, removed.id()),
                        tuple(FindingKind.EVENT_DISGUISED, added.id()));
    }

    @Test
    void namesPayloadsThatAreGoneThoughNobodyWasErased() {
        AuditEvent gone = withPayload(JANE);
        AuditEvent locked = withPayload(JOHN);
        withPayload(JANE);
        withPayload();
        assertThat(audit.verify().findings()).isEmpty();

        audit.tamper("DELETE FROM audit.payload_key WHERE event_id = ?", gone.id());
        audit.tamper("DELETE FROM audit.payload WHERE event_id = ?", gone.id());
        audit.tamper("DELETE FROM audit.subject_key WHERE subject = ?", JOHN);
        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::eventId)
                .containsExactlyInAnyOrder(
                        tuple(FindingKind.PAYLOAD_MISSING, gone.id()), tuple(FindingKind.PAYLOAD_MISSING, locked.id()));

        Erasures erasures = new Erasures(audit.database.dataSource("governance_worker"));
        erasures.erase(JANE);
        erasures.erase(JOHN);
        assertThat(audit.verify().findings()).isEmpty();
    }

    @Test
    void namesSafeguardsThatAreSwitchedOff() {
        JdbcTemplate superuser = audit.superuser();
        superuser.execute("ALTER TABLE audit.event_default DISABLE TRIGGER take_in");
        superuser.execute("DROP TRIGGER refuse_change ON audit.leaf");
        superuser.execute("ALTER TABLE audit.checkpoint ENABLE REPLICA TRIGGER refuse_change");
        superuser.execute("ALTER TABLE audit.payload DISABLE ROW LEVEL SECURITY");

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::detail)
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

    /// As whoever may change the schema does: the column first, then its value.
    private void hide(String column, String value, int index) {
        audit.superuser().execute("ALTER TABLE audit.event ALTER COLUMN " + column + " DROP EXPRESSION");
        audit.tamper(
                "UPDATE audit.event SET " + column + " = " + value + " WHERE id = ?",
                events.get(index).id());
    }

    private AuditEvent withPayload(String... subjects) {
        Payload payload = AuditFixture.payload("content");
        AuditEvent event = audit.event()
                .payload(payload.commitment())
                .subjects(List.of(subjects))
                .build();
        audit.as("registry_app").append(new AuditEntry(event, payload));
        return event;
    }

    @Test
    void locatesALeafThatWasChanged() {
        audit.tamper("UPDATE audit.leaf SET hash = sha256('x') WHERE index = 7");

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::eventId)
                .containsExactly(
                        tuple(FindingKind.LEAF_CHANGED, 7L, events.get(7).id()));
    }

    @Test
    void locatesALeafThatWasDeletedAndItsEvent() {
        audit.tamper("DELETE FROM audit.leaf WHERE index = 7");

        VerificationReport report = audit.verify();

        assertThat(report.findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::eventId)
                .containsExactly(
                        tuple(FindingKind.LEAF_MISSING, 7L, null),
                        tuple(
                                FindingKind.EVENT_NOT_SEQUENCED,
                                null,
                                events.get(7).id()));
    }

    @Test
    void locatesTheBatchInWhichAnEventAndItsLeafWereChangedTogether() {
        changeEventAndLeaf(12);

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::lastIndex)
                .containsExactly(tuple(FindingKind.ROOT_MISMATCH, 10L, 14L));
    }

    @Test
    void namesTheEventThatWasChangedWithItsLeafWhenItIsItsBatch() {
        try (AuditFixture single = new AuditFixture()) {
            for (int i = 0; i < 5; i++) {
                single.log(1, 1);
            }
            single.tamper("UPDATE audit.leaf SET hash = sha256('x') WHERE index = 3");
            single.tamper("DELETE FROM audit.event WHERE id = (SELECT event_id FROM audit.leaf WHERE index = 3)");

            assertThat(single.verify().findings())
                    .extracting(Finding::kind, Finding::firstIndex, Finding::lastIndex)
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
                .extracting(Finding::kind, Finding::firstIndex)
                .containsExactly(
                        tuple(FindingKind.ROOT_MISMATCH, 0L),
                        tuple(FindingKind.EVENT_CHANGED, 11L),
                        tuple(FindingKind.LEAF_CHANGED, 19L),
                        tuple(FindingKind.ROOT_MISMATCH, 20L));
    }

    @Test
    void locatesEventsThatChangedPlacesInTheOrder() {
        swap("event_id", 3, 17);

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::eventId)
                .containsExactly(
                        tuple(FindingKind.ORDER_CHANGED, 3L, events.get(17).id()),
                        tuple(FindingKind.ORDER_CHANGED, 17L, events.get(3).id()));
    }

    @Test
    void locatesTheBatchesInWhichLeavesChangedPlaces() {
        swap("event_id", 3, 17);
        swap("hash", 3, 17);

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::lastIndex)
                .containsExactly(tuple(FindingKind.ROOT_MISMATCH, 0L, 4L), tuple(FindingKind.ROOT_MISMATCH, 15L, 19L));
    }

    @Test
    void locatesWhereALeafWasPutIn() {
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
                .extracting(Finding::kind, Finding::firstIndex, Finding::lastIndex)
                .containsExactly(FindingKind.ROOT_MISMATCH, 10L, 14L);
        assertThat(report.findings()).extracting(Finding::kind).contains(FindingKind.LEAF_UNEXPECTED);
    }

    @Test
    void locatesWhereALeafWasTakenOut() {
        audit.tamper("DELETE FROM audit.event WHERE id = ?", events.get(12).id());
        audit.tamper("DELETE FROM audit.leaf WHERE index = 12");
        audit.tamper(RENUMBER_UP, 13L);
        audit.tamper(RENUMBER_DOWN, -1L);

        VerificationReport report = audit.verify();

        assertThat(report.findings().getFirst())
                .extracting(Finding::kind, Finding::firstIndex, Finding::lastIndex)
                .containsExactly(FindingKind.ROOT_MISMATCH, 10L, 14L);
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == FindingKind.LOG_SHORTENED)
                .extracting(Finding::firstIndex, Finding::lastIndex)
                .containsExactly(tuple(24L, 24L));
    }

    @Test
    void findsThatTheTailWasCutOff() {
        cutTail(18);

        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::lastIndex)
                .containsExactly(tuple(FindingKind.LOG_SHORTENED, 18L, 24L));
    }

    @Test
    void findsThatTheTailWasCutOffWithItsCheckpoints() {
        cutTail(20);
        audit.tamper("DELETE FROM audit.checkpoint WHERE size > 20");

        assertThat(audit.verify().counts()).containsOnlyKeys(FindingKind.LOG_SHORTENED, FindingKind.TREE_HEAD_CHANGED);
    }

    @Test
    void findsByWhatWasKeptElsewhereThatEverythingAboutTheTailWasCutOff() {
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
    void findsByWhatWasKeptElsewhereThatTheWholeLogIsAnother() {
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
    void findsASignatureOfAnotherKey() {
        SignedNote foreign = NoteSigner.of(AuditFixture.ORIGIN, seed(9)).sign(note(10).text());
        audit.tamper("UPDATE audit.checkpoint SET note = ? WHERE size = 10", foreign.format());
        audit.tamper("UPDATE audit.checkpoint SET note = 'nonsense' WHERE size = 15");
        audit.tamper("UPDATE audit.checkpoint SET note = NULL WHERE size = 20");

        VerificationReport report = audit.verify();

        assertThat(report.findings())
                .extracting(Finding::kind, Finding::firstIndex)
                .containsExactly(
                        tuple(FindingKind.BAD_SIGNATURE, 10L),
                        tuple(FindingKind.BAD_SIGNATURE, 15L),
                        tuple(FindingKind.BAD_SIGNATURE, 20L));
        assertThat(report.signed()).isEqualTo(3);
    }

    @Test
    void findsAHistoryThatWasRewrittenButForTheSignatures() {
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
                .extracting(Finding::firstIndex, Finding::lastIndex)
                .containsExactly(10L, 14L);
    }

    @Test
    void findsAChangedTreeHead() {
        audit.tamper("UPDATE audit.tree_head SET frontier = set_byte(frontier, 3, 255 - get_byte(frontier, 3))");

        assertThat(audit.verify().counts()).containsOnlyKeys(FindingKind.TREE_HEAD_CHANGED);
    }

    @Test
    void findsWhatWasChangedBeforeItHadAPlace() {
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
                .extracting(Finding::kind, Finding::eventId)
                .containsExactlyInAnyOrder(
                        tuple(FindingKind.EVENT_CHANGED, edited.id()), tuple(FindingKind.EVENT_MISSING, removed.id()));

        audit.log(0, 10); // and they are still found when they have one
        assertThat(audit.verify().findings())
                .extracting(Finding::kind, Finding::firstIndex, Finding::eventId)
                .containsExactly(
                        tuple(FindingKind.EVENT_CHANGED, 25L, edited.id()),
                        tuple(FindingKind.EVENT_MISSING, 26L, removed.id()));
    }

    @Test
    void countsAllAndNamesTheFirst() {
        try (AuditFixture large = new AuditFixture()) {
            large.log(AuditVerification.MAX_FINDINGS + 50, 60);
            large.tamper("DELETE FROM audit.event");

            VerificationReport report = large.verify();

            assertThat(report.counts())
                    .containsExactly(Map.entry(FindingKind.EVENT_MISSING, AuditVerification.MAX_FINDINGS + 50L));
            assertThat(report.findings()).hasSize(AuditVerification.MAX_FINDINGS);
        }
    }

    @Test
    void seesEveryTeamOrFails() {
        AuditVerification ofRequests = new AuditVerification(
                audit.database.dataSource("gateway_app"), AuditFixture.ORIGIN, List.of(AuditFixture.SIGNER.verifier()));

        assertThatThrownBy(ofRequests::verify).hasStackTraceContaining("permission denied");
    }

    private void changeEventAndLeaf(int index) {
        AuditEvent forged = edited(index);
        audit.tamper("UPDATE audit.event SET canonical = ? WHERE id = ?", forged.canonical(), forged.id());
        audit.tamper(
                "UPDATE audit.leaf SET hash = ? WHERE index = ?",
                forged.leafHash().toBytes(),
                (long) index);
    }

    private void swap(String column, int one, int other) {
        UUID free = UUID.randomUUID();
        if ("event_id".equals(column)) {
            audit.tamper("UPDATE audit.leaf SET event_id = ? WHERE index = ?", free, (long) one);
            audit.tamper(
                    "UPDATE audit.leaf SET event_id = ? WHERE index = ?",
                    events.get(one).id(),
                    (long) other);
            audit.tamper(
                    "UPDATE audit.leaf SET event_id = ? WHERE index = ?",
                    events.get(other).id(),
                    (long) one);
        } else {
            audit.tamper(
                    "UPDATE audit.leaf SET hash = ? WHERE index = ?",
                    events.get(one).leafHash().toBytes(),
                    (long) other);
            audit.tamper(
                    "UPDATE audit.leaf SET hash = ? WHERE index = ?",
                    events.get(other).leafHash().toBytes(),
                    (long) one);
        }
    }

    private void cutTail(int size) {
        audit.tamper("DELETE FROM audit.event WHERE id >= ?", events.get(size).id());
        audit.tamper("DELETE FROM audit.leaf WHERE index >= ?", (long) size);
    }

    private AuditEvent edited(int index) {
        AuditEvent event = events.get(index);
        return AuditEvent.builder(event.id())
                .service(event.service())
                .team(event.team())
                .actor(event.actor())
                .action(event.action())
                .resource(event.resource())
                .attribute("number", -1)
                .build();
    }

    private SignedNote note(long size) {
        return SignedNote.parse(Objects.requireNonNull(audit.superuser()
                .queryForObject("SELECT note FROM audit.checkpoint WHERE size = ?", String.class, size)));
    }

    private static byte[] seed(int first) {
        byte[] seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return seed;
    }

    private static Hash root(List<AuditEvent> events) {
        return new MerkleTree(events.stream().map(AuditEvent::leafHash).toList()).root();
    }
}
