package io.plumbline.eval.trial;

import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.kit.tenancy.Tenancy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Stores the trials of one kind in a table of their own. Every step applies only in the expected status, so a
/// cancelled trial stays cancelled.
///
/// @param <T> a trial
/// @param <R> its results
public abstract class TrialStore<T, R> {

    protected final JdbcClient jdbc;
    protected final JsonMapper json;
    private final Clock clock;
    private final String table;

    protected TrialStore(JdbcClient jdbc, JsonMapper json, Clock clock, String table) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.table = table;
    }

    protected abstract T read(ResultSet row) throws SQLException;

    public final Optional<T> find(UUID id) {
        return jdbc.sql("select * from " + table + " where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    public final Optional<TrialStatus> status(UUID id) {
        return jdbc.sql("select status from " + table + " where id = ?")
                .param(id)
                .query((row, _) -> TrialStatus.valueOf(row.getString(1)))
                .optional();
    }

    /// Whether the trial exists and has not ended.
    public final boolean isOpen(UUID id) {
        return status(id).filter(status -> !status.isFinal()).isPresent();
    }

    /// Returns the newest first. Each team's newest are read from the index and merged.
    ///
    /// @param conditions empty, or ` and …` with the names of the values
    protected final List<T> newest(
            String conditions, Map<String, ? extends @Nullable Object> values, @Nullable UUID before, int limit) {
        Optional<Set<String>> teams = Tenancy.teams();
        String page = conditions + (before == null ? "" : " and id < :before") + " order by id desc limit :limit";
        String query = teams.isPresent()
                ? "select r.* from unnest(:teams) as t (name) cross join lateral (select * from " + table
                        + " where team = t.name" + page + ") r order by r.id desc limit :limit"
                : "select * from " + table + " where true" + page;
        return jdbc.sql(query)
                .params(values)
                .param("teams", teams.orElse(Set.of()).toArray(String[]::new))
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// Starts a trial; returns false if it has ended.
    public final boolean begin(UUID id) {
        return jdbc.sql("update " + table + " set status = 'RUNNING', started_at = coalesce(started_at, ?)"
                                + " where id = ? and status in ('QUEUED', 'RUNNING')")
                        .params(now(), id)
                        .update()
                == 1;
    }

    /// Stores how many answers are wanted.
    public final void planned(UUID id, int total) {
        jdbc.sql("update " + table + " set total = ? where id = ?")
                .params(total, id)
                .update();
    }

    /// Adds to the counts of a trial that has not ended; returns false if it has.
    public final boolean count(UUID id, int answered, Spent spent) {
        return jdbc.sql("update " + table + " set answered = answered + ?, calls = calls + ?, tokens = tokens + ?,"
                                + " cost_usd = cost_usd + ? where id = ? and status = 'RUNNING'")
                        .params(answered, spent.calls(), spent.tokens(), spent.costUsd(), id)
                        .update()
                == 1;
    }

    /// Keeps the first served configuration.
    public final void served(UUID id, String digest) {
        jdbc.sql("update " + table + " set served = coalesce(served, ?) where id = ?")
                .params(digest, id)
                .update();
    }

    /// @param verdict null for a trial without one
    /// @return false if it had already ended
    public final boolean finish(UUID id, @Nullable CheckOutcome verdict, R results, @Nullable TrialHalt halted) {
        return jdbc.sql("update " + table + " set status = 'DONE', results = cast(:results as jsonb),"
                                + " halted = :halted, finished_at = :at"
                                + (verdict == null ? "" : ", verdict = :verdict")
                                + " where id = :id and status = 'RUNNING'")
                        .param("verdict", verdict == null ? null : verdict.name())
                        .param("results", json.writeValueAsString(results))
                        .param("halted", halted == null ? null : halted.name())
                        .param("at", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Keeps what a cancelled trial has measured: a cancellation must not discard a result.
    public final void keep(UUID id, R results) {
        jdbc.sql("update " + table + " set results = cast(? as jsonb)"
                        + " where id = ? and status = 'CANCELLED' and results is null")
                .params(json.writeValueAsString(results), id)
                .update();
    }

    public final Optional<T> fail(UUID id, String error) {
        return jdbc.sql("update " + table + " set status = 'FAILED', error = ?, finished_at = ?"
                        + " where id = ? and status in ('QUEUED', 'RUNNING') returning *")
                .params(error, now(), id)
                .query((row, _) -> read(row))
                .optional();
    }

    public final boolean cancel(UUID id) {
        return jdbc.sql("update " + table + " set status = 'CANCELLED', finished_at = ?"
                                + " where id = ? and status in ('QUEUED', 'RUNNING')")
                        .params(now(), id)
                        .update()
                == 1;
    }

    /// Returns the number of trials of a team that have not ended.
    public final int unendedOf(String team) {
        return jdbc.sql("select count(*) from " + table + " where team = ? and status in ('QUEUED', 'RUNNING')")
                .param(team)
                .query(Integer.class)
                .single();
    }

    /// Returns the trials of that age that have not ended.
    public final List<UUID> unended(Duration age) {
        return jdbc.sql("select id from " + table + " where status in ('QUEUED', 'RUNNING') and created_at < ?")
                .param(Timestamp.from(clock.instant().minus(age)))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    protected final Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    protected static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
