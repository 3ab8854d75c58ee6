package io.plumbline.gateway.approval;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Parked calls in the database, each visible to its caller only. Answers and approval requests are encrypted
/// under a separate key and bound to their rows.
@Component
class ParkedCallStore {

    private static final String CALL =
            "select id, team, route, fingerprint, stage, state, approval, comment, parked_at, expires_at,"
                    + " used_at is not null as used from parked_call ";

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final Clock clock;

    ParkedCallStore(JdbcClient jdbc, KeyEncryptionKey key, Clock clock) {
        this.jdbc = jdbc;
        this.sealer = key.sealer("parked-calls");
        this.clock = clock;
    }

    /// Stores a call.
    ///
    /// @param question the approval request
    /// @param most maximum number of undecided calls of its caller
    /// @return whether the limit was not reached
    boolean add(NewParkedCall call, byte[] question, Instant expiresAt, Instant keptUntil, int most) {
        ParkedAnswer answer = call.answer();
        return jdbc.sql("""
                        insert into parked_call (id, team, route, actor, fingerprint, stage, state, question,
                            content_type, answer, parked_at, expires_at, kept_until)
                        select :id, :team, :route, :actor, :fingerprint, :stage, 'PENDING', :question,
                            :type, :answer, :now, :expires, :kept
                        where (select count(*) from parked_call
                            where actor = :actor and state = 'PENDING' and expires_at > :now) < :most
                        """)
                        .param("id", call.id())
                        .param("team", call.team())
                        .param("route", call.route())
                        .param("actor", actor(call.caller()))
                        .param("fingerprint", call.fingerprint())
                        .param("stage", call.stage().name())
                        .param("question", sealer.seal(question, context(call.id(), "question")))
                        .param("type", answer == null ? null : answer.contentType())
                        .param(
                                "answer",
                                answer == null ? null : sealer.seal(answer.bytes(), context(call.id(), "answer")))
                        .param("now", now())
                        .param("expires", Timestamp.from(expiresAt))
                        .param("kept", Timestamp.from(keptUntil))
                        .param("most", most)
                        .update()
                == 1;
    }

    /// @param id of the parked call, or of its approval
    Optional<ParkedCall> find(UUID id, Caller caller) {
        return jdbc.sql(CALL + "where (id = :id or approval = :id) and actor = :actor")
                .param("id", id)
                .param("actor", actor(caller))
                .query(ParkedCallStore::call)
                .optional();
    }

    /// Returns the newest identical call that was not resumed.
    Optional<ParkedCall> unused(String fingerprint, Caller caller) {
        return jdbc.sql(CALL + """
                        where fingerprint = :fingerprint and actor = :actor and used_at is null
                            and state <> 'EXPIRED' and kept_until > :now
                        order by id desc limit 1
                        """)
                .param("fingerprint", fingerprint)
                .param("actor", actor(caller))
                .param("now", now())
                .query(ParkedCallStore::call)
                .optional();
    }

    /// Returns the caller's calls with a requested and undecided approval, in random order, so that checks of a
    /// few of them do not always select the same ones.
    List<ParkedCall> waiting(Caller caller, int most) {
        return jdbc.sql(CALL + """
                        where actor = :actor and state = 'PENDING' and approval is not null and expires_at > :now
                        order by random() limit :most
                        """)
                .param("actor", actor(caller))
                .param("now", now())
                .param("most", most)
                .query(ParkedCallStore::call)
                .list();
    }

    /// Returns the calls whose approval is not requested yet.
    List<UUID> unasked(int most) {
        return jdbc.sql("select id from parked_call where question is not null and expires_at > :now limit :most")
                .param("now", now())
                .param("most", most)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Returns the unsent approval request of a call.
    Optional<byte[]> question(UUID id) {
        return jdbc.sql("select question from parked_call where id = ? and question is not null")
                .param(id)
                .query(byte[].class)
                .optional()
                .map(bytes -> sealer.open(bytes, context(id, "question")));
    }

    /// Records that the approval is requested.
    void asked(UUID id, UUID approval) {
        jdbc.sql("update parked_call set approval = :approval, question = null where id = :id")
                .param("approval", approval)
                .param("id", id)
                .update();
    }

    /// Stores the decision. Deletes the answer unless it is approved.
    void decided(ParkedCall call) {
        jdbc.sql("""
                        update parked_call set state = :state, comment = :comment, expires_at = :expires,
                            answer = case when :state = 'APPROVED' then answer end, question = null
                        where id = :id and state = 'PENDING'
                        """)
                .param("state", call.state().name())
                .param("comment", call.comment())
                .param("expires", Timestamp.from(call.expiresAt()))
                .param("id", call.id())
                .update();
    }

    /// Returns the answer of an approved call that resumes.
    Optional<ParkedAnswer> take(UUID id) {
        return jdbc.sql("""
                        update parked_call set used_at = coalesce(used_at, :now)
                        where id = :id and state = 'APPROVED' and answer is not null
                            and expires_at > :now and kept_until > :now
                        returning content_type, answer
                        """)
                .param("now", now())
                .param("id", id)
                .query((row, _) -> new ParkedAnswer(
                        row.getString("content_type"), sealer.open(row.getBytes("answer"), context(id, "answer"))))
                .optional();
    }

    /// Lets one identical call resume, and no second one.
    boolean claim(UUID id) {
        return jdbc.sql("""
                        update parked_call set used_at = :now
                        where id = :id and state = 'APPROVED' and used_at is null and expires_at > :now
                        """).param("now", now()).param("id", id).update() == 1;
    }

    /// Undoes the claim of a call that did not resume after all.
    void release(UUID id) {
        jdbc.sql("update parked_call set used_at = null where id = ? and stage = 'INPUT'")
                .param(id)
                .update();
    }

    /// Deletes the answers of expired calls, and their rows a while later.
    void clear(Duration remembered) {
        jdbc.sql("""
                        update parked_call set state = case when state = 'PENDING' then 'EXPIRED' else state end,
                            answer = null, question = null
                        where kept_until <= :now and (answer is not null or question is not null or state = 'PENDING')
                        """).param("now", now()).update();
        jdbc.sql("delete from parked_call where kept_until <= ?")
                .param(Timestamp.from(clock.instant().minus(remembered)))
                .update();
    }

    private static ParkedCall call(ResultSet row, int number) throws SQLException {
        return new ParkedCall(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("route"),
                row.getString("fingerprint"),
                ParkedStage.valueOf(row.getString("stage")),
                Approval.State.valueOf(row.getString("state")),
                row.getObject("approval", UUID.class),
                comment(row),
                row.getTimestamp("parked_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getBoolean("used"));
    }

    private static @Nullable String comment(ResultSet row) throws SQLException {
        return row.getString("comment");
    }

    /// Returns the caller as rows store it.
    static String actor(Caller caller) {
        return caller.type().name() + ":" + caller.id();
    }

    private static String context(UUID id, String what) {
        return id + " " + what;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
