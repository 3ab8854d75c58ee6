package io.plumbline.audit.verification;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFixture;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleTree;
import io.plumbline.audit.note.NoteSigner;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.payload.Payload;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A log of 25 events in batches of 5, which each test tampers with as a superuser would, with no trigger in
/// the way.
abstract class TamperedLog {

    static final String JANE = "s_" + "1".repeat(32);
    static final String JOHN = "s_" + "2".repeat(32);
    static final String RENUMBER_UP = "UPDATE audit.leaf SET index = index + 1000 WHERE index >= ?";
    static final String RENUMBER_DOWN = "UPDATE audit.leaf SET index = index - 1000 + ? WHERE index >= 1000";
    AuditFixture audit;
    List<AuditEvent> events;

    @BeforeEach
    void fillTheLog() {
        audit = new AuditFixture();
        events = audit.log(25, 5);
    }

    @AfterEach
    void dropDatabase() {
        audit.close();
    }

    /// As whoever may change the schema does: the column first, then its value.
    void hide(String column, String value, int index) {
        audit.superuser().execute("ALTER TABLE audit.event ALTER COLUMN " + column + " DROP EXPRESSION");
        audit.tamper(
                "UPDATE audit.event SET " + column + " = " + value + " WHERE id = ?",
                events.get(index).id());
    }

    AuditEvent withPayload(String... subjects) {
        Payload payload = AuditFixture.payload("content");
        AuditEvent event = audit.event()
                .payload(payload.commitment())
                .subjects(List.of(subjects))
                .build();
        audit.as("registry_app").append(new EventWithPayload(event, payload));
        return event;
    }

    void changeEventAndLeaf(int index) {
        AuditEvent forged = edited(index);
        audit.tamper("UPDATE audit.event SET canonical = ? WHERE id = ?", forged.canonical(), forged.id());
        audit.tamper(
                "UPDATE audit.leaf SET hash = ? WHERE index = ?",
                forged.leafHash().toBytes(),
                (long) index);
    }

    void swap(String column, int one, int other) {
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

    void cutTail(int size) {
        audit.tamper("DELETE FROM audit.event WHERE id >= ?", events.get(size).id());
        audit.tamper("DELETE FROM audit.leaf WHERE index >= ?", (long) size);
    }

    AuditEvent edited(int index) {
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

    SignedNote note(long size) {
        return SignedNote.parse(Objects.requireNonNull(audit.superuser()
                .queryForObject("SELECT note FROM audit.checkpoint WHERE size = ?", String.class, size)));
    }

    static byte[] seed(int first) {
        byte[] seed = new byte[NoteSigner.SEED_BYTES];
        seed[0] = (byte) first;
        return seed;
    }

    static Hash root(List<AuditEvent> events) {
        return new MerkleTree(events.stream().map(AuditEvent::leafHash).toList()).root();
    }
}
