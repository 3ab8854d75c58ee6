package io.plumbline.monitoring.feedback;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.rollout.TimeCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                .with("correction", feedback.correction() != null)
                .with("trainingConsent", feedback.trainingConsent());
        Double score = feedback.score();
        return score == null ? entry : entry.with("score", score);
    }

    @Transactional
    Feedback store(Feedback feedback) {
        UUID id = jdbc.sql("""
                        insert into feedback (id, team, call_id, author, score, thumbs, comment, correction,
                            training_consent, settled, received_at, route, variant, model, prompt, subject)
                        values (:id, :team, :callId, :author, :score, :thumbs, :comment, :correction,
                            :trainingConsent, :settled, :receivedAt, :route, :variant, :model, :prompt, :subject)
                        on conflict (call_id, author) do update set
                            score = excluded.score, thumbs = excluded.thumbs, comment = excluded.comment,
                            correction = excluded.correction, training_consent = excluded.training_consent,
                            settled = excluded.settled, received_at = excluded.received_at,
                            route = excluded.route, variant = excluded.variant, model = excluded.model,
                            prompt = excluded.prompt, subject = excluded.subject
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
                .param("trainingConsent", feedback.trainingConsent())
                .param("settled", feedback.settled())
                .param("receivedAt", Timestamp.from(feedback.receivedAt()))
                .params(described(feedback.call()))
                .query(UUID.class)
                .single();
        Feedback stored = feedback.withId(id);
        if (stored.settled()) {
            trail.append(entry(stored));
        }
        return stored;
    }

    /// Returns the parameters that describe the call.
    static Map<String, @Nullable Object> described(@Nullable RatedCall call) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("route", call == null ? null : call.route());
        parameters.put("variant", call == null ? null : call.variant());
        parameters.put("model", call == null ? null : call.model());
        parameters.put("prompt", call == null ? null : call.prompt());
        parameters.put("subject", call == null ? null : call.subject());
        return parameters;
    }

    /// Newest first.
    @Transactional(readOnly = true)
    Page<Feedback> list(FeedbackQuery query, Paging paging) {
        FeedbackSelection selection = FeedbackSelection.of(query);
        TimeCursor after = TimeCursor.of(paging);
        if (after.time() != null) {
            selection.add("(received_at, id) < (:afterTime, :afterId)", "afterTime", after.time());
            selection.set("afterId", after.id());
        }
        return Page.of(
                jdbc.sql("select * from feedback where " + selection.where()
                                + " order by received_at desc, id desc limit :limit")
                        .params(selection.parameters())
                        .param("limit", paging.size() + 1)
                        .query((row, _) -> read(row))
                        .list(),
                paging,
                feedback -> TimeCursor.behind(feedback.receivedAt(), feedback.id()));
    }

    /// Returns settled feedback, newest first.
    @Transactional(readOnly = true)
    List<Feedback> newest(FeedbackQuery query, int limit) {
        FeedbackSelection selection = FeedbackSelection.of(query);
        return jdbc.sql("select * from feedback where settled and " + selection.where()
                        + " order by received_at desc, id desc limit :limit")
                .params(selection.parameters())
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
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
                row.getBoolean("training_consent"),
                row.getBoolean("settled"),
                row.getTimestamp("received_at").toInstant(),
                call(row));
    }

    private static @Nullable RatedCall call(ResultSet row) throws SQLException {
        String route = row.getString("route");
        return route == null
                ? null
                : new RatedCall(
                        route,
                        row.getString("variant"),
                        row.getString("model"),
                        row.getString("prompt"),
                        row.getString("subject"));
    }
}
