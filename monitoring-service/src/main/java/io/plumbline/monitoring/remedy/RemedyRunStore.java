package io.plumbline.monitoring.remedy;

import io.plumbline.monitoring.remedy.RemedyRun.TriggeringAlert;
import io.plumbline.monitoring.rollout.TimeCursor;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores the runs of remedies, and finds the alerts that start them.
@Repository
class RemedyRunStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LEASE = Duration.ofMinutes(2);

    /// The route that an alert concerns. Alerts of earlier versions do not have it.
    private static final String ROUTE = """
            coalesce(a.route, case a.source
                when 'MONITOR' then (select m.plan::jsonb ->> 'route' from monitor m where m.name = a.name)
                when 'SLO' then (select s.plan ->> 'route' from slo s where s.name = a.name)
                when 'DRIFT' then (select b.plan ->> 'route' from baseline b where b.name = a.name)
                when 'COST' then substring(a.name from position('/' in a.name) + 1)
            end)""";

    private final JdbcClient jdbc;
    private final WaitingWork.Check approved;
    private final WaitingWork.Check due;

    RemedyRunStore(JdbcClient jdbc, WaitingWork work) {
        this.jdbc = jdbc;
        this.approved = work.check("""
                exists (select from remedy r join alert a on a.team = r.team and a.resolved_at is null
                        where r.approval_state = 'APPROVED')
                """);
        this.due = work.check("""
                exists (select from remedy_run where next_attempt_at <= :now
                        and (state = 'PENDING' or state = 'APPLIED' and until <= :now))
                """);
    }

    /// Whether there may be candidates; see [WaitingWork].
    boolean hasCandidates() {
        return approved.isThere();
    }

    /// Whether a run may be due; see [WaitingWork].
    boolean hasWork() {
        return due.isThere();
    }

    /// A firing alert on which a remedy has not acted since it began to fire.
    ///
    /// @param firing when it began; later than its start if it came back
    record Candidate(String remedy, TriggeringAlert alert, Instant firing) {}

    /// A run whose action is due, or its end.
    record Due(RemedyRun run, int attempts) {}

    /// Returns alerts that fired after the approval of a remedy that they trigger, oldest first.
    List<Candidate> candidates(int limit) {
        return jdbc.sql("""
                        select r.name as remedy, a.id, a.name, a.rule, a.severity, a.title, a.started_at, at.route,
                               coalesce(a.reopened_at, a.started_at) as firing
                        from remedy r
                        join alert a on a.team = r.team and a.resolved_at is null
                            and coalesce(a.reopened_at, a.started_at) >= r.approved_at
                            and a.source = r.plan -> 'trigger' ->> 'source'
                            and a.name = coalesce(r.plan -> 'trigger' ->> 'name', a.name)
                            and a.rule = coalesce(r.plan -> 'trigger' ->> 'rule', a.rule)
                            and a.severity = coalesce(r.plan -> 'trigger' ->> 'severity', a.severity)
                        cross join lateral (select %s as route) at
                        where r.approval_state = 'APPROVED'
                          and jsonb_exists(r.plan -> 'limits' -> 'routes', at.route)
                          and not exists (
                              select from remedy_run x
                              where x.remedy = r.name and x.alert_id = a.id
                                and x.firing = coalesce(a.reopened_at, a.started_at))
                        order by a.started_at, a.id
                        limit :limit
                        """.formatted(ROUTE))
                .param("limit", limit)
                .query((row, _) -> new Candidate(
                        row.getString("remedy"),
                        new TriggeringAlert(
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                row.getString("rule"),
                                row.getString("severity"),
                                row.getString("title"),
                                row.getString("route"),
                                row.getTimestamp("started_at").toInstant()),
                        row.getTimestamp("firing").toInstant()))
                .list();
    }

    /// Returns the starts of a remedy's runs that were not skipped, newest first.
    List<Instant> startsSince(String remedy, Instant since, int limit) {
        return jdbc.sql("""
                        select started_at from remedy_run
                        where remedy = ? and state <> 'SKIPPED' and started_at > ?
                        order by started_at desc limit ?
                        """)
                .params(remedy, Timestamp.from(since), limit)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .list();
    }

    /// Returns false if the remedy has a run for the alert since it began to fire.
    boolean insert(RemedyRun run, Instant firing) {
        return jdbc.sql("""
                        insert into remedy_run (id, team, remedy, alert_id, firing, route, digest, state, run, started_at,
                                                next_attempt_at)
                        values (:id, :team, :remedy, :alert, :firing, :route, :digest, :state, cast(:run as jsonb), :at,
                                :at)
                        on conflict do nothing
                        """)
                        .param("id", run.id())
                        .param("team", run.team())
                        .param("remedy", run.remedy())
                        .param("alert", run.alert().id())
                        .param("firing", Timestamp.from(firing))
                        .param("route", run.alert().route())
                        .param("digest", run.digest())
                        .param("state", run.state().name())
                        .param("run", JSON.writeValueAsString(run.stored()))
                        .param("at", Timestamp.from(run.startedAt()))
                        .update()
                == 1;
    }

    /// Returns the next run whose action is due, and reserves it.
    @Transactional
    public Optional<Due> takePending(Instant now) {
        return take("state = 'PENDING' and next_attempt_at <= :now", now);
    }

    /// Returns the next run whose action's time is over, and reserves it.
    @Transactional
    public Optional<Due> takeOver(Instant now) {
        return take("state = 'APPLIED' and until <= :now and next_attempt_at <= :now", now);
    }

    private Optional<Due> take(String condition, Instant now) {
        return jdbc.sql("""
                        update remedy_run set attempts = attempts + 1, next_attempt_at = :lease
                        where id = (select id from remedy_run where %s
                                    order by next_attempt_at limit 1 for update skip locked)
                        returning *
                        """.formatted(condition))
                .param("now", Timestamp.from(now))
                .param("lease", Timestamp.from(now.plus(LEASE)))
                .query((row, _) -> new Due(read(row), row.getInt("attempts")))
                .optional();
    }

    /// Stores the next state of a run; returns false if it has left the state before.
    boolean move(RemedyRun run, RemedyRunState before) {
        RemedyRun.Effect effect = run.effect();
        return jdbc.sql("""
                        update remedy_run set state = :state, run = cast(:run as jsonb), until = :until,
                            attempts = 0, next_attempt_at = :next
                        where id = :id and state = :before
                        """)
                        .param("id", run.id())
                        .param("state", run.state().name())
                        .param("run", JSON.writeValueAsString(run.stored()))
                        .param("until", effect == null ? null : Timestamp.from(effect.until()))
                        .param("next", Timestamp.from(effect == null ? run.startedAt() : effect.until()))
                        .param("before", before.name())
                        .update()
                == 1;
    }

    @Transactional
    public void retry(UUID id, Instant next) {
        jdbc.sql("update remedy_run set next_attempt_at = ? where id = ?")
                .params(Timestamp.from(next), id)
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<RemedyRun> find(UUID id) {
        return jdbc.sql("select * from remedy_run where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Newest first.
    @Transactional(readOnly = true)
    public List<RemedyRun> list(Selection selection, TimeCursor after, int limit) {
        return jdbc.sql("""
                        select * from remedy_run
                        where (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                          and (cast(:team as text) is null or team = :team)
                          and (cast(:remedy as text) is null or remedy = :remedy)
                          and (cast(:route as text) is null or route = :route)
                          and (cast(:state as text) is null or state = :state)
                          and (cast(:afterTime as timestamptz) is null
                               or (started_at, id) < (cast(:afterTime as timestamptz), cast(:afterId as uuid)))
                        order by started_at desc, id desc
                        limit :limit
                        """)
                .param("teams", TimeCursor.teams())
                .param("team", selection.team())
                .param("remedy", selection.remedy())
                .param("route", selection.route())
                .param(
                        "state",
                        selection.state() == null ? null : selection.state().name())
                .param("afterTime", after.time())
                .param("afterId", after.id())
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Selects runs; null selects all.
    record Selection(
            @Nullable String team,
            @Nullable String remedy,
            @Nullable String route,
            @Nullable RemedyRunState state) {}

    private static RemedyRun read(ResultSet row) throws SQLException {
        RemedyRun.Stored stored = JSON.readValue(row.getString("run"), RemedyRun.Stored.class);
        return new RemedyRun(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("remedy"),
                RemedyRunState.valueOf(row.getString("state")),
                stored.alert(),
                row.getString("digest"),
                stored.plan(),
                row.getTimestamp("started_at").toInstant(),
                stored.reason(),
                stored.effect(),
                stored.undo());
    }
}
