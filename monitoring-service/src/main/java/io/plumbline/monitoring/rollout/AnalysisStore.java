package io.plumbline.monitoring.rollout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores the analyses, for workers that see all teams. Always in the caller's transaction.
@Repository
public class AnalysisStore {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    AnalysisStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The variant that answered a call.
    ///
    /// @param subject pseudonym of the call's data subject, if it named one
    /// @param hung whether it has counted as an error before it ended
    record Memory(
            UUID callId,
            UUID rolloutId,
            boolean canary,
            Instant calledAt,
            @Nullable Double score,
            @Nullable String subject,
            boolean hung) {}

    /// @param points null to omit them, for readers that do not store the analysis again
    static CanaryAnalysis read(String document, @Nullable String points) {
        return CanaryAnalysis.of(
                JSON.readValue(document, CanaryAnalysis.Document.class),
                points == null ? History.fresh().state() : JSON.readValue(points, History.State.class));
    }

    /// Returns the analyses that still count events, locked; waits for other locks.
    List<CanaryAnalysis> watched() {
        return jdbc.sql("select document, points from rollout_analysis where watched order by rollout_id for update")
                .query((row, _) -> read(row.getString(1), row.getString(2)))
                .list();
    }

    /// Returns the same analyses without their points, for a reader that returns soon; skips locked ones.
    public List<CanaryAnalysis> watchedAndFree() {
        return jdbc.sql(
                        "select document from rollout_analysis where watched order by rollout_id for update skip locked")
                .query((row, _) -> read(row.getString(1), null))
                .list();
    }

    Optional<CanaryAnalysis> find(UUID rolloutId) {
        return jdbc.sql("select document, points from rollout_analysis where rollout_id = ? for update")
                .param(rolloutId)
                .query((row, _) -> read(row.getString(1), row.getString(2)))
                .optional();
    }

    void save(CanaryAnalysis analysis) {
        jdbc.sql("""
                        insert into rollout_analysis
                        values (:id, :team, :route, :state, :watched, :startedAt, :document, :points)
                        on conflict (rollout_id) do update
                        set state = excluded.state, watched = excluded.watched, started_at = excluded.started_at,
                            document = excluded.document, points = excluded.points
                        """)
                .param("id", analysis.rolloutId())
                .param("team", analysis.team())
                .param("route", analysis.rollout().route())
                .param("state", analysis.state().name())
                .param("watched", analysis.watched())
                .param("startedAt", Timestamp.from(analysis.times().startedAt()))
                .param("document", JSON.writeValueAsString(analysis.document()))
                .param("points", JSON.writeValueAsString(analysis.history()))
                .update();
    }

    void save(Rollback rollback) {
        jdbc.sql("insert into rollback values (?, ?, ?, ?) on conflict do nothing")
                .params(
                        rollback.rolloutId(),
                        rollback.team(),
                        Timestamp.from(rollback.rolledBackAt()),
                        JSON.writeValueAsString(rollback))
                .update();
    }

    void remember(String team, Memory call) {
        jdbc.sql("""
                        insert into rollout_call (call_id, rollout_id, team, canary, called_at, score, subject, hung)
                        values (:callId, :rolloutId, :team, :canary, :calledAt, :score, :subject, :hung)
                        on conflict (call_id) do nothing
                        """)
                .param("callId", call.callId())
                .param("rolloutId", call.rolloutId())
                .param("team", team)
                .param("canary", call.canary())
                .param("calledAt", Timestamp.from(call.calledAt()))
                .param("score", call.score())
                .param("subject", call.subject())
                .param("hung", call.hung())
                .update();
    }

    /// Returns the stored variant of a call of a team.
    Optional<Memory> recall(UUID callId, String team) {
        return jdbc.sql("""
                        select rollout_id, canary, called_at, score, subject, hung from rollout_call
                        where call_id = ? and team = ?
                        """)
                .params(callId, team)
                .query((row, _) -> new Memory(
                        callId,
                        row.getObject(1, UUID.class),
                        row.getBoolean(2),
                        row.getTimestamp(3).toInstant(),
                        row.getObject(4, Double.class),
                        row.getString(5),
                        row.getBoolean(6)))
                .optional();
    }

    void score(UUID callId, double score) {
        jdbc.sql("update rollout_call set score = ? where call_id = ?")
                .params(score, callId)
                .update();
    }

    /// Notes that the judge's score of a call counts; returns false if an earlier one did.
    boolean noteJudged(UUID callId) {
        return jdbc.sql("update rollout_call set judged = true where call_id = ? and not judged")
                        .param(callId)
                        .update()
                == 1;
    }

    void forgetCallsBefore(Instant time) {
        jdbc.sql("delete from rollout_call where called_at < ?")
                .param(Timestamp.from(time))
                .update();
    }

    void forgetCallsOf(UUID rolloutId) {
        jdbc.sql("delete from rollout_call where rollout_id = ?")
                .param(rolloutId)
                .update();
    }

    void clear() {
        jdbc.sql("delete from rollout_call").update();
        jdbc.sql("delete from rollback").update();
        jdbc.sql("delete from rollout_analysis").update();
    }
}
