package io.plumbline.eval.benchmark.ledger;

import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.RunOrigin;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.RunSubject;
import io.plumbline.eval.benchmark.ledger.RunAnswer.Spent;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.kit.tenancy.Tenancy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores runs of benchmarks. Every step applies only in the expected status, so a cancelled run stays cancelled.
@Component
public final class BenchmarkRunStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    BenchmarkRunStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// What a run was requested with, besides the request.
    ///
    /// @param digest of all that determines the prompts and scores
    /// @param judge null if rules decide
    public record PinnedSettings(String digest, @Nullable PinnedJudge judge) {}

    public void insert(
            UUID id, String team, RunSubject subject, RunRequest request, PinnedSettings settings, RunOrigin origin) {
        jdbc.sql("""
                        insert into benchmark_run (id, team, benchmark, version, digest, format, target, request,
                            settings, judge, status, requested_by, trace_id, created_at)
                        values (:id, :team, :benchmark, :version, :digest, :format, :target, cast(:request as jsonb),
                            :settings, cast(:judge as jsonb), 'QUEUED', :by, :trace, :at)
                        """)
                .param("id", id)
                .param("team", team)
                .param("benchmark", subject.benchmark())
                .param("version", subject.version())
                .param("digest", subject.digest())
                .param("format", subject.format().name())
                .param("target", request.target().label())
                .param("request", json.writeValueAsString(request))
                .param("settings", settings.digest())
                .param("judge", settings.judge() == null ? null : json.writeValueAsString(settings.judge()))
                .param("by", origin.requestedBy())
                .param("trace", origin.traceId())
                .param("at", now())
                .update();
    }

    public Optional<BenchmarkRun> find(UUID id) {
        return jdbc.sql("select * from benchmark_run where id = ?")
                .param(id)
                .query((row, _) -> run(row))
                .optional();
    }

    public Optional<RunStatus> status(UUID id) {
        return jdbc.sql("select status from benchmark_run where id = ?")
                .param(id)
                .query((row, _) -> RunStatus.valueOf(row.getString(1)))
                .optional();
    }

    /// Filters for runs; null matches everything.
    ///
    /// @param target as in the list of runs
    public record RunFilter(
            @Nullable String benchmark,
            @Nullable String target,
            @Nullable RunStatus status) {}

    /// Returns the newest first. Each team's newest are read from the index and merged.
    public List<BenchmarkRun> newest(RunFilter filter, @Nullable UUID before, int limit) {
        Optional<Set<String>> teams = Tenancy.teams();
        String page = (filter.benchmark() == null ? "" : " and benchmark = :benchmark")
                + (filter.target() == null ? "" : " and target = :target")
                + (filter.status() == null ? "" : " and status = :status")
                + (before == null ? "" : " and id < :before") + " order by id desc limit :limit";
        String query = teams.isPresent()
                ? "select r.* from unnest(:teams) as t (name) cross join lateral (select * from benchmark_run where"
                        + " team = t.name" + page + ") r order by r.id desc limit :limit"
                : "select * from benchmark_run where true" + page;
        return jdbc.sql(query)
                .param("teams", teams.orElse(Set.of()).toArray(String[]::new))
                .param("benchmark", filter.benchmark())
                .param("target", filter.target())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> run(row))
                .list();
    }

    /// Returns the runs of a version of the data that have results, newest first: complete ones, and those that ended
    /// early or were cancelled.
    ///
    /// @param targets names of the target
    public List<BenchmarkRun> measured(String team, String benchmark, int version, Set<String> targets, int limit) {
        return jdbc.sql("""
                        select * from benchmark_run where team = :team and benchmark = :benchmark
                            and version = :version and target = any(:targets) and status in ('DONE', 'CANCELLED')
                            and results is not null order by id desc limit :limit
                        """)
                .param("team", team)
                .param("benchmark", benchmark)
                .param("version", version)
                .param("targets", targets.toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> run(row))
                .list();
    }

    /// Starts a run; returns false if it has ended.
    public boolean begin(UUID id) {
        return jdbc.sql("""
                        update benchmark_run set status = 'RUNNING', started_at = coalesce(started_at, ?)
                        where id = ? and status in ('QUEUED', 'RUNNING')
                        """).params(now(), id).update() == 1;
    }

    public void planned(UUID id, int total) {
        jdbc.sql("update benchmark_run set total = ? where id = ?")
                .params(total, id)
                .update();
    }

    /// Adds to the counts of a run that has not ended; returns false if it has.
    boolean count(UUID id, int answered, Spent spent) {
        return jdbc.sql("""
                        update benchmark_run set answered = answered + ?, calls = calls + ?, tokens = tokens + ?,
                            cost_usd = cost_usd + ? where id = ? and status = 'RUNNING'
                        """)
                        .params(answered, spent.calls(), spent.tokens(), spent.costUsd(), id)
                        .update()
                == 1;
    }

    /// Keeps the first served configuration.
    public void served(UUID id, String digest) {
        jdbc.sql("update benchmark_run set served = coalesce(served, ?) where id = ?")
                .params(digest, id)
                .update();
    }

    /// @return false if it had already ended
    public boolean finish(UUID id, BenchmarkResults results, @Nullable RunHalt halted) {
        return jdbc.sql("""
                        update benchmark_run set status = 'DONE', results = cast(:results as jsonb), halted = :halted,
                            finished_at = :at where id = :id and status = 'RUNNING'
                        """)
                        .param("results", json.writeValueAsString(results))
                        .param("halted", halted == null ? null : halted.name())
                        .param("at", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Keeps what a cancelled run has measured.
    public void keep(UUID id, BenchmarkResults results) {
        jdbc.sql("""
                        update benchmark_run set results = cast(? as jsonb)
                        where id = ? and status = 'CANCELLED' and results is null
                        """).params(json.writeValueAsString(results), id).update();
    }

    public Optional<BenchmarkRun> fail(UUID id, String error) {
        return jdbc.sql("""
                        update benchmark_run set status = 'FAILED', error = ?, finished_at = ?
                        where id = ? and status in ('QUEUED', 'RUNNING') returning *
                        """)
                .params(error, now(), id)
                .query((row, _) -> run(row))
                .optional();
    }

    public boolean cancel(UUID id) {
        return jdbc.sql("""
                        update benchmark_run set status = 'CANCELLED', finished_at = ?
                        where id = ? and status in ('QUEUED', 'RUNNING')
                        """).params(now(), id).update() == 1;
    }

    public int unendedOf(String team) {
        return jdbc.sql("select count(*) from benchmark_run where team = ? and status in ('QUEUED', 'RUNNING')")
                .param(team)
                .query(Integer.class)
                .single();
    }

    public List<UUID> unended(Duration age) {
        return jdbc.sql("select id from benchmark_run where status in ('QUEUED', 'RUNNING') and created_at < ?")
                .param(Timestamp.from(clock.instant().minus(age)))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private BenchmarkRun run(ResultSet row) throws SQLException {
        String halted = row.getString("halted");
        String results = row.getString("results");
        String judge = row.getString("judge");
        return new BenchmarkRun(
                row.getObject("id", UUID.class),
                row.getString("team"),
                new RunSubject(
                        row.getString("benchmark"),
                        row.getInt("version"),
                        row.getString("digest"),
                        BenchmarkKind.valueOf(row.getString("format"))),
                json.readValue(row.getString("request"), RunRequest.class),
                row.getString("settings"),
                judge == null ? null : json.readValue(judge, PinnedJudge.class),
                new BenchmarkRun.RunState(
                        RunStatus.valueOf(row.getString("status")),
                        row.getString("error"),
                        halted == null ? null : RunHalt.valueOf(halted),
                        results == null ? null : json.readValue(results, BenchmarkResults.class),
                        row.getString("served")),
                new BenchmarkRun.RunProgress(
                        row.getInt("total"),
                        row.getInt("answered"),
                        row.getLong("calls"),
                        row.getLong("tokens"),
                        row.getBigDecimal("cost_usd")),
                new RunOrigin(row.getString("requested_by"), row.getString("trace_id")),
                new BenchmarkRun.RunTimes(
                        row.getTimestamp("created_at").toInstant(),
                        instant(row.getTimestamp("started_at")),
                        instant(row.getTimestamp("finished_at"))));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
