package io.plumbline.monitoring.feedback;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.rollout.TimeCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Stores feedback. Later feedback of an author on the same call replaces earlier feedback. Settled feedback is
/// logged in the transaction that stores it, without the words.
@Repository
class FeedbackLedger {

    private final JdbcClient jdbc;
    private final AuditTrail trail;

    FeedbackLedger(JdbcClient jdbc, AuditTrail trail) {
        this.jdbc = jdbc;
        this.trail = trail;
    }

    /// Returns the audit entry.
    static AuditEntry entry(Feedback feedback) {
        AuditEntry entry = AuditEntry.of(
                        FeedbackAction.RECEIVED,
                        feedback.team(),
                        "feedback",
                        feedback.id().toString())
                .with("callId", feedback.callId().toString())
                .with("author", feedback.author())
                .with("comment", feedback.comment() != null)
                .with("correction", feedback.correction() != null);
        Double score = feedback.score();
        return score == null ? entry : entry.with("score", score);
    }

    @Transactional
    Feedback store(Feedback feedback) {
        UUID id = jdbc.sql("""
                        insert into feedback as f values (
                            :id, :team, :callId, :author, :score, :thumbs, :comment, :correction, :settled, :receivedAt)
                        on conflict (call_id, author) do update set
                            score = excluded.score, thumbs = excluded.thumbs, comment = excluded.comment,
                            correction = excluded.correction, settled = excluded.settled,
                            received_at = excluded.received_at
                        returning id
                        """)
                .param("id", feedback.id())
                .param("team", feedback.team())
                .param("callId", feedback.callId())
                .param("author", feedback.author())
                .param("score", feedback.score())
                .param(
                        "thumbs",
                        feedback.thumbs() == null ? null : feedback.thumbs().name())
                .param("comment", feedback.comment())
                .param("correction", feedback.correction())
                .param("settled", feedback.settled())
                .param("receivedAt", Timestamp.from(feedback.receivedAt()))
                .query(UUID.class)
                .single();
        Feedback stored = new Feedback(
                id,
                feedback.team(),
                feedback.callId(),
                feedback.author(),
                feedback.score(),
                feedback.thumbs(),
                feedback.comment(),
                feedback.correction(),
                feedback.settled(),
                feedback.receivedAt());
        if (stored.settled()) {
            trail.append(entry(stored));
        }
        return stored;
    }

    /// Newest first.
    @Transactional(readOnly = true)
    Page<Feedback> list(@Nullable UUID callId, Paging paging) {
        TimeCursor after = TimeCursor.of(paging);
        return Page.of(
                jdbc.sql("""
                                select * from feedback
                                where (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                                  and (cast(:callId as uuid) is null or call_id = cast(:callId as uuid))
                                  and (cast(:afterTime as timestamptz) is null
                                       or (received_at, id) < (cast(:afterTime as timestamptz), cast(:afterId as uuid)))
                                order by received_at desc, id desc
                                limit :limit
                                """)
                        .param("teams", TimeCursor.teams())
                        .param("callId", callId)
                        .param("afterTime", after.time())
                        .param("afterId", after.id())
                        .param("limit", paging.size() + 1)
                        .query((row, _) -> read(row))
                        .list(),
                paging,
                feedback -> TimeCursor.behind(feedback.receivedAt(), feedback.id()));
    }

    static Feedback read(ResultSet row) throws SQLException {
        String thumbs = row.getString("thumbs");
        return new Feedback(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getObject("call_id", UUID.class),
                row.getString("author"),
                row.getObject("score", Double.class),
                thumbs == null ? null : Thumbs.valueOf(thumbs),
                row.getString("comment"),
                row.getString("correction"),
                row.getBoolean("settled"),
                row.getTimestamp("received_at").toInstant());
    }
}
