package io.plumbline.eval.benchmark.ledger;

import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.PinnedJudge;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.RunOrigin;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun.RunSubject;
import io.plumbline.eval.benchmark.result.BenchmarkResults;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialStatus;
import io.plumbline.eval.trial.TrialStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores runs of benchmarks.
@Component
public final class BenchmarkRunStore extends TrialStore<BenchmarkRun, BenchmarkResults> {

    BenchmarkRunStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        super(jdbc, json, clock, "benchmark_run");
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

    /// Filters for runs; null matches everything.
    ///
    /// @param target as in the list of runs
    public record RunFilter(
            @Nullable String benchmark,
            @Nullable String target,
            @Nullable TrialStatus status) {}

    /// Returns the newest first. Each team's newest are read from the index and merged.
    public List<BenchmarkRun> newest(RunFilter filter, @Nullable UUID before, int limit) {
        String conditions = (filter.benchmark() == null ? "" : " and benchmark = :benchmark")
                + (filter.target() == null ? "" : " and target = :target")
                + (filter.status() == null ? "" : " and status = :status");
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("benchmark", filter.benchmark());
        values.put("target", filter.target());
        values.put("status", filter.status() == null ? null : filter.status().name());
        return newest(conditions, values, before, limit);
    }

    /// Returns the runs of a version of the data that have results, newest first: complete ones, and those that ended
    /// early or were cancelled.
    ///
    /// @param targets names of the target
    /// @param before id of the last run of the page before; null for the first page
    public List<BenchmarkRun> measured(
            String team, String benchmark, int version, Set<String> targets, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from benchmark_run where team = :team and benchmark = :benchmark
                            and version = :version and target = any(:targets) and status in ('DONE', 'CANCELLED')
                            and results is not null and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("team", team)
                .param("benchmark", benchmark)
                .param("version", version)
                .param("before", before)
                .param("targets", targets.toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    @Override
    protected BenchmarkRun read(ResultSet row) throws SQLException {
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
                        TrialStatus.valueOf(row.getString("status")),
                        row.getString("error"),
                        halted == null ? null : TrialHalt.valueOf(halted),
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
}
