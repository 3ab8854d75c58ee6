package io.plumbline.monitoring.alert;

import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.Timestamp;
import java.time.Clock;
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

/// Stores alerts, and is the outbox of their incidents.
@Repository
class AlertStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final WaitingWork.Check waiting;

    AlertStore(JdbcClient jdbc, Clock clock, WaitingWork work) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.waiting = work.check("exists (select from alert where incident_id is null and next_attempt_at <= :now)");
    }

    /// Whether an incident may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    /// An alert whose incident is to be opened.
    record Due(Alert alert, int attempts) {}

    /// Selects alerts; null selects all.
    record Selection(
            @Nullable String team,
            @Nullable AlertSource source,
            @Nullable String name,
            @Nullable AlertState state,
            @Nullable AlertSeverity severity) {}

    /// The position of an alert in lists.
    record Place(Instant startedAt, UUID id) {}

    boolean isFiring(AlertKey key) {
        return with(jdbc.sql("""
                        select exists (select from alert
                                       where source = :source and name = :name and rule = :rule
                                         and resolved_at is null)
                        """), key).query(Boolean.class).single();
    }

    List<Alert> firing(AlertSource source) {
        return jdbc.sql("select * from alert where source = ? and resolved_at is null")
                .param(source.name())
                .query((row, _) -> AlertRows.read(row))
                .list();
    }

    /// Fires the newest alert of a key again if it was resolved at a time or later; returns whether it was. It needs an
    /// acknowledgement again. An alert of another team or route is another one: a name can be used again.
    boolean reopen(Alert alert, @Nullable String route, Instant resolvedSince) {
        return with(jdbc.sql("""
                        with reopened as (
                            update alert set resolved_at = null, reopened_at = :now
                            where id = (select id from alert
                                        where source = :source and name = :name and rule = :rule
                                          and team = :team and coalesce(route, cast(:route as text)) is not distinct from cast(:route as text)
                                          and resolved_at >= :since
                                        order by resolved_at desc limit 1)
                            returning id),
                        forgotten as (
                            delete from alert_acknowledgement where alert in (select id from reopened))
                        select count(*) from reopened
                        """), alert.key())
                        .param("now", Timestamp.from(alert.startedAt()))
                        .param("team", alert.team())
                        .param("route", route)
                        .param("since", Timestamp.from(resolvedSince))
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /// @param route of the calls
    void insert(Alert alert, @Nullable String route) {
        with(jdbc.sql("""
                        insert into alert (id, team, source, name, rule, severity, title, description, evidence,
                                           started_at, next_attempt_at, route)
                        values (:id, :team, :source, :name, :rule, :severity, :title, :description,
                                cast(:evidence as jsonb), :at, :now, :route)
                        """), alert.key())
                .param("id", alert.id())
                .param("team", alert.team())
                .param("severity", alert.severity().name())
                .param("title", alert.title())
                .param("description", alert.description())
                .param("evidence", JSON.writeValueAsString(alert.evidence()))
                .param("at", Timestamp.from(alert.startedAt()))
                .param("now", Timestamp.from(clock.instant()))
                .param("route", route)
                .update();
    }

    Optional<Alert> resolve(AlertKey key, Instant firingSince) {
        return with(jdbc.sql("""
                        update alert set resolved_at = :now
                        where source = :source and name = :name and rule = :rule and resolved_at is null
                          and started_at <= :since
                        returning *
                        """), key)
                .param("now", Timestamp.from(clock.instant()))
                .param("since", Timestamp.from(firingSince))
                .query((row, _) -> AlertRows.read(row))
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Alert> find(UUID id) {
        return jdbc.sql("select * from alert where id = ?")
                .param(id)
                .query((row, _) -> AlertRows.read(row))
                .optional();
    }

    /// Newest first.
    @Transactional(readOnly = true)
    public List<Alert> list(Selection selection, @Nullable Place after, int limit) {
        return jdbc.sql("""
                        select * from alert
                        where (cast(:team as text) is null or team = :team)
                          and (cast(:source as text) is null or source = :source)
                          and (cast(:name as text) is null or name = :name)
                          and (cast(:state as text) is null or (resolved_at is null) = (:state = 'FIRING'))
                          and (cast(:severity as text) is null or severity = :severity)
                          and (cast(:afterId as uuid) is null
                               or (started_at, id) < (cast(:afterAt as timestamptz), cast(:afterId as uuid)))
                        order by started_at desc, id desc
                        limit :limit
                        """)
                .param("team", selection.team())
                .param("source", name(selection.source()))
                .param("name", selection.name())
                .param("state", name(selection.state()))
                .param("severity", name(selection.severity()))
                .param("afterAt", after == null ? null : Timestamp.from(after.startedAt()))
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, _) -> AlertRows.read(row))
                .list();
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /// Returns the next one whose incident is to be opened and reserves it for a minute.
    Optional<Due> take() {
        return jdbc.sql("""
                        update alert set attempts = attempts + 1, next_attempt_at = :lease
                        where id = (select id from alert
                                    where incident_id is null and next_attempt_at <= :now
                                    order by next_attempt_at limit 1 for update skip locked)
                        returning *
                        """)
                .param("lease", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new Due(AlertRows.read(row), row.getInt("attempts")))
                .optional();
    }

    void opened(Due due, UUID incident) {
        jdbc.sql("update alert set incident_id = ? where id = ?")
                .params(incident, due.alert().id())
                .update();
    }

    void retry(Due due) {
        Instant next =
                clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(due.attempts() - 1, MOST_DOUBLINGS)));
        jdbc.sql("update alert set next_attempt_at = ? where id = ?")
                .params(Timestamp.from(next), due.alert().id())
                .update();
    }

    private static JdbcClient.StatementSpec with(JdbcClient.StatementSpec statement, AlertKey key) {
        return statement
                .param("source", key.source().name())
                .param("name", key.name())
                .param("rule", key.rule());
    }
}
