package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.testpostgres.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the database's superuser does to an event so that its page would still call it verified.
class ForgedEventIT {

    private static final String TEAM = "retail-banking";

    private static Governance governance;
    private static String auditor;
    private static JdbcClient superuser;

    @BeforeAll
    static void start(@TempDir Path folder) {
        governance = Governance.start(
                Map.of("plumbline.audit.anchor-file", folder.resolve("anchor").toString()),
                TestPostgres.create("governance"));
        auditor = governance.newKey(TEAM, Role.AUDITOR, null);
        superuser = JdbcClient.create(governance.service().database().superuser());
    }

    @AfterAll
    static void stop() {
        governance.close();
    }

    @Test
    void isNotAcceptedInPlaceOfAnotherTrueEvent() {
        String id = newEvent();
        String other = newEvent();
        String put = "update audit.event set canonical = decode('%s', 'hex') where id = '%s'";
        String original = bytesInHex(id);
        asSuperuser("alter table audit.event drop constraint event_id_is_the_leafs");
        asSuperuser(put.formatted(bytesInHex(other), id));
        try {
            assertThat(verification(id)).contains("NOT_VERIFIED", "The bytes are not this event");
            assertThat(governance
                            .get(auditor, "/api/v1/audit/events/" + id)
                            .body()
                            .path("unreadable")
                            .asBoolean())
                    .isTrue();
            assertThat(governance.get(auditor, proof(id)).body().path("eventId").asString())
                    .isEqualTo(id);
            assertThat(verification(other)).doesNotContain("NOT_VERIFIED");
        } finally {
            asSuperuser(put.formatted(original, id));
            asSuperuser("alter table audit.event add constraint event_id_is_the_leafs"
                    + " check (id = (audit.parse(canonical) ->> 'id')::uuid)");
        }
        assertThat(verification(id)).doesNotContain("NOT_VERIFIED");
    }

    @Test
    void isNotAcceptedAsNewIfItsCheckpointsAreRemoved() {
        String id = newEvent();
        asSuperuser("create table public.taken as select size, note from audit.checkpoint");
        asSuperuser("update audit.checkpoint set note = (select note from public.taken order by size limit 1)");
        try {
            assertThat(verification(id)).contains("NOT_VERIFIED", "checkpoints were removed");
        } finally {
            asSuperuser("update audit.checkpoint c set note = t.note from public.taken t where t.size = c.size");
            asSuperuser("drop table public.taken");
        }
        assertThat(verification(id)).doesNotContain("NOT_VERIFIED");
    }

    @Test
    void isDetectedByItsColumns() {
        String id = newEvent();
        asSuperuser("alter table audit.event alter column outcome drop expression");
        asSuperuser("alter table audit.event alter column outcome set default 'SUCCESS'"); // for the other tests
        String change = "update audit.event set outcome = '%s' where id = '%s'";
        asSuperuser(change.formatted("DENIED", id));
        assertThat(verification(id)).contains("NOT_VERIFIED", "differ from its bytes");
        asSuperuser(change.formatted("SUCCESS", id));
        assertThat(verification(id)).doesNotContain("NOT_VERIFIED");
    }

    @Test
    void isDetectedByItsPositionIfLoggedAgain() {
        String id = newEvent();
        assertThat(verification(id)).doesNotContain("later than events of the same time");
        String daysLate = earlier(id, Duration.ofDays(3));
        String hoursLate = earlier(id, Duration.ofHours(3));
        for (String late : List.of(daysLate, hoursLate)) {
            asSuperuser("""
                    insert into audit.event (id, canonical) select '%1$s', convert_to(
                        replace(replace(convert_from(canonical, 'UTF8'), id::text, '%1$s'),
                            audit.parse(canonical) ->> 'time', audit.time_of('%1$s')), 'UTF8')
                    from audit.event where id = '%2$s'""".formatted(late, id));
            asSuperuser("insert into audit.pending select id, sha256('\\x00'::bytea || canonical) from audit.event"
                    + " where id = '%s'".formatted(late));
            assertThat(governance.get(auditor, proof(late)).status()).isEqualTo(200);
        }
        assertThat(verification(daysLate)).contains("NOT_VERIFIED", "no service may append this late");
        assertThat(verification(hoursLate))
                .contains("h later than events of the same time")
                .doesNotContain("NOT_VERIFIED");
    }

    @Test
    void isVerifiedEvenIfItsLeafIsNotAHash() {
        String id = newEvent();
        String original = superuser
                .sql("select encode(hash, 'hex') from audit.leaf where event_id = ?::uuid")
                .param(id)
                .query(String.class)
                .single();
        String put = "update audit.leaf set hash = decode('%s', 'hex') where event_id = '%s'";
        asSuperuser("alter table audit.leaf drop constraint leaf_hash_check");
        asSuperuser(put.formatted("00", id));
        try {
            assertThat(verification(id)).contains("NOT_VERIFIED", "The leaf no longer contains a hash");
        } finally {
            asSuperuser(put.formatted(original, id));
        }
        assertThat(verification(id)).doesNotContain("NOT_VERIFIED");
    }

    private static String proof(String id) {
        return "/api/v1/audit/events/" + id + "/proof";
    }

    /// An event that a checkpoint covers.
    private static String newEvent() {
        String key = governance.newKey(TEAM, Role.APPLICATION, null);
        String id = governance
                .get(auditor, "/api/v1/audit/events?action=governance.key.created&resource=" + Governance.idOf(key))
                .body()
                .at("/items/0/id")
                .asString();
        assertThat(governance.get(auditor, proof(id)).status()).isEqualTo(200);
        assertThat(verification(id)).doesNotContain("NOT_VERIFIED");
        return id;
    }

    /// The id that the event would have had so long before.
    private static String earlier(String id, Duration time) {
        UUID of = UUID.fromString(id);
        return new UUID(of.getMostSignificantBits() - (time.toMillis() << 16), of.getLeastSignificantBits()).toString();
    }

    private static String verification(String id) {
        return governance
                .get(auditor, "/api/v1/audit/events/" + id + "/verification")
                .body()
                .toString();
    }

    private static String bytesInHex(String id) {
        return superuser
                .sql("select encode(canonical, 'hex') from audit.event where id = ?::uuid")
                .param(id)
                .query(String.class)
                .single();
    }

    /// With no trigger in the way.
    private static void asSuperuser(String sql) {
        superuser
                .sql("begin; set local session_replication_role = replica; " + sql + "; commit")
                .update();
    }
}
