package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateFindings;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.eval.suite.document.SuiteDocument;
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
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores gates. One store serves requests and sees the caller's teams; another serves the runs.
@Component
public final class GateStore {

    private static final TypeReference<List<GateCheck>> CHECKS = new TypeReference<>() {};

    private static final TypeReference<Map<String, Object>> DEPENDENCIES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Served>> SERVED = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    public GateStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// Stores a new gate with the suite's current document.
    ///
    /// @param asked who requested it, with the outputs to evaluate
    public void insert(UUID id, SuiteView suite, GateRequest request, Gate.Request asked) {
        GateOutputs outputs = asked.outputs();
        Candidate baseline = request.baseline();
        jdbc.sql("""
                        insert into gate (id, team, suite, suite_revision, document, candidate, baseline, commit_id,
                            pull_request, requested_by, trace_id, outputs, counts, status, created_at)
                        values (:id, :team, :suite, :revision, cast(:document as jsonb), cast(:candidate as jsonb),
                            cast(:baseline as jsonb), :commit, :pullRequest, :requestedBy, :traceId, cast(:outputs as jsonb),
                            :counts,
                            'QUEUED', :createdAt)
                        """)
                .param("id", id)
                .param("team", suite.team())
                .param("suite", suite.name())
                .param("revision", suite.revision())
                .param("document", json.writeValueAsString(document(suite, request)))
                .param("candidate", json.writeValueAsString(request.candidate()))
                .param("baseline", baseline == null ? null : json.writeValueAsString(baseline))
                .param("commit", request.commit())
                .param("pullRequest", request.pullRequest())
                .param("requestedBy", asked.requestedBy())
                .param("traceId", asked.traceId())
                .param("outputs", outputs == null ? null : json.writeValueAsString(outputs))
                .param(
                        "counts",
                        !request.selectsSlicesOf(suite.document())
                                && (outputs == null || suite.document().admitsOutputs()))
                .param("createdAt", now())
                .update();
    }

    private static SuiteDocument document(SuiteView suite, GateRequest request) {
        SuiteDocument document = request.onlySlices() == null
                ? suite.document()
                : suite.document().onlyOf(request.onlySlices());
        return Boolean.FALSE.equals(request.cache()) ? document.withoutCache() : document;
    }

    public Optional<Gate> find(UUID id) {
        return jdbc.sql("select * from gate where id = ?")
                .param(id)
                .query((row, _) -> gate(row))
                .optional();
    }

    public Optional<GateStatus> status(UUID id) {
        return jdbc.sql("select status from gate where id = ?")
                .param(id)
                .query((row, _) -> GateStatus.valueOf(row.getString(1)))
                .optional();
    }

    /// Returns the newest first. Row-level security alone would read the gates of every team to find those of a
    /// small one, so each team's newest are read from the index and merged.
    public List<Gate> newest(GateFilter filter, @Nullable UUID before, int limit) {
        Optional<Set<String>> teams = Tenancy.teams();
        return jdbc.sql(newest(teams.isPresent(), filter, before != null))
                .param("teams", teams.orElse(Set.of()).toArray(String[]::new))
                .param("suite", filter.suite())
                .param("candidate", filter.candidate())
                .param("outcome", filter.outcome())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> gate(row))
                .list();
    }

    public static String newest(boolean ofTeams, GateFilter filter, boolean before) {
        String page = filter.conditions() + (before ? " and id < :before" : "") + " order by id desc limit :limit";
        return ofTeams
                ? "select g.* from unnest(:teams) as t (name) cross join lateral (select * from gate where team = t.name"
                        + page + ") g order by g.id desc limit :limit"
                : "select * from gate where true" + page;
    }

    /// Returns the results of a suite's gates, newest first.
    ///
    /// @param check the only check to include; null for all
    public List<TrendPoint> trend(String team, String suite, @Nullable String check, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select id, suite_revision, candidate, baseline, commit_id, verdict, counts, finished_at, checks
                        from gate
                        where suite = :suite and team = :team and status = 'DONE'
                            and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """)
                .param("suite", suite)
                .param("team", team)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> point(row, check))
                .list();
    }

    private TrendPoint point(ResultSet row, @Nullable String check) throws SQLException {
        String baseline = row.getString("baseline");
        return new TrendPoint(
                row.getObject("id", UUID.class),
                row.getInt("suite_revision"),
                json.readValue(row.getString("candidate"), Candidate.class),
                baseline == null ? null : json.readValue(baseline, Candidate.class),
                row.getString("commit_id"),
                CheckOutcome.valueOf(row.getString("verdict")),
                row.getBoolean("counts"),
                row.getTimestamp("finished_at").toInstant(),
                json.readValue(row.getString("checks"), CHECKS).stream()
                        .filter(one -> check == null || one.name().equals(check))
                        .map(TrendPoint.Figure::of)
                        .toList());
    }

    /// A running gate.
    ///
    /// @param looks number of looks so far, which is also the next stage
    public record Unended(UUID id, int looks) {}

    /// Returns gates that have waited longer than that for their end.
    public List<Unended> unended(Duration age) {
        return jdbc.sql("select id, looks from gate where status in ('QUEUED', 'RUNNING') and created_at < ?")
                .param(Timestamp.from(clock.instant().minus(age)))
                .query((row, _) -> new Unended(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
    }

    /// Starts the run, or resumes an interrupted one; returns false if it is over.
    public boolean begin(UUID id) {
        return jdbc.sql("""
                                update gate set status = 'RUNNING', started_at = coalesce(started_at, ?)
                                where id = ? and status in ('QUEUED', 'RUNNING')
                                """).params(now(), id).update() == 1;
    }

    public void setBaseline(UUID id, Candidate baseline, BaselineOrigin origin) {
        jdbc.sql("""
                        update gate set baseline = cast(? as jsonb), baseline_origin = cast(? as jsonb),
                            counts = counts and ?
                        where id = ?
                        """)
                .params(
                        json.writeValueAsString(baseline),
                        json.writeValueAsString(origin),
                        origin.source() != BaselineOrigin.Source.REQUESTED,
                        id)
                .update();
    }

    public void setDependencies(UUID id, Map<String, Object> dependencies) {
        jdbc.sql("update gate set dependencies = cast(? as jsonb) where id = ?")
                .params(json.writeValueAsString(dependencies), id)
                .update();
    }

    /// Fixes the served configurations of a gate, once.
    public void setServed(UUID id, Map<String, Served> served) {
        jdbc.sql("update gate set served = cast(? as jsonb) where id = ? and served is null")
                .params(json.writeValueAsString(served), id)
                .update();
    }

    /// Whether the served configurations of a gate are known.
    public boolean isServedKnown(UUID id) {
        return jdbc.sql("select served is not null from gate where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /// Discards the result of an ended gate, once: none of its answers and ratings is reused.
    ///
    /// @return false if it was already discarded
    public boolean discard(UUID id, Discard discard) {
        boolean discarded = jdbc.sql("update gate set discarded = cast(? as jsonb) where id = ? and discarded is null")
                        .params(json.writeValueAsString(discard), id)
                        .update()
                == 1;
        jdbc.sql("update gate_answer set cache_key = null where gate_id = ? and cache_key is not null")
                .param(id)
                .update();
        jdbc.sql("update gate_verdict set asked_for = null where gate_id = ? and asked_for is not null")
                .param(id)
                .update();
        return discarded;
    }

    /// @param total number of answers wanted
    /// @param duplicates number of skipped records
    public void setDataset(UUID id, String digest, int total, int duplicates) {
        jdbc.sql("update gate set dataset_digest = ?, total = ?, duplicates = ? where id = ?")
                .params(digest, total, duplicates, id)
                .update();
    }

    /// Stops the calls; the first reason given stays.
    public void halt(UUID id, Halt reason) {
        jdbc.sql("update gate set halted = ? where id = ? and status = 'RUNNING' and halted is null")
                .params(reason.name(), id)
                .update();
    }

    /// Records failed attempts at calls, which are retried or were made for the judge.
    ///
    /// @param retries number of retries since the last report
    /// @param error the newest error
    public void trouble(UUID id, int retries, String error) {
        jdbc.sql("""
                        update gate set retries = retries + ?, last_error = ?, last_error_at = ?
                        where id = ? and status = 'RUNNING'
                        """).params(retries, error, now(), id).update();
    }

    /// Returns the number of a team's gates that have not started.
    public int queued(String team) {
        return jdbc.sql("select count(*) from gate where team = ? and status = 'QUEUED'")
                .param(team)
                .query(Integer.class)
                .single();
    }

    /// Ends the gate without a verdict.
    ///
    /// @return the gate; empty if it had already ended
    public Optional<Gate> fail(UUID id, String error) {
        return jdbc.sql("""
                        update gate set status = 'ERROR', error = ?, finished_at = ?
                        where id = ? and status in ('QUEUED', 'RUNNING') returning *
                        """)
                .params(error, now(), id)
                .query((row, _) -> gate(row))
                .optional();
    }

    public boolean cancel(UUID id) {
        return jdbc.sql("""
                                update gate set status = 'CANCELLED', finished_at = ?
                                where id = ? and status in ('QUEUED', 'RUNNING') and judged_at is null
                                """).params(now(), id).update() == 1;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    Gate gate(ResultSet row) throws SQLException {
        String baseline = row.getString("baseline");
        String verdict = row.getString("verdict");
        return new Gate(
                row.getObject("id", UUID.class),
                row.getString("team"),
                new Gate.Measure(
                        row.getString("suite"),
                        row.getInt("suite_revision"),
                        json.readValue(row.getString("document"), SuiteDocument.class)),
                new Gate.Systems(
                        json.readValue(row.getString("candidate"), Candidate.class),
                        baseline == null ? null : json.readValue(baseline, Candidate.class),
                        origin(row.getString("baseline_origin"))),
                new Gate.Request(
                        row.getString("commit_id"),
                        row.getString("pull_request"),
                        row.getString("requested_by"),
                        row.getString("trace_id"),
                        outputs(row.getString("outputs"))),
                new Gate.Progress(row.getInt("total"), row.getInt("answered"), row.getInt("duplicates"), run(row)),
                new Gate.Result(
                        GateStatus.valueOf(row.getString("status")),
                        verdict == null ? null : CheckOutcome.valueOf(verdict),
                        row.getString("error"),
                        json.readValue(row.getString("checks"), CHECKS),
                        findings(row.getString("findings"))),
                row.getBoolean("counts"),
                new Gate.Times(
                        row.getTimestamp("created_at").toInstant(),
                        instant(row.getTimestamp("started_at")),
                        instant(row.getTimestamp("finished_at"))));
    }

    private @Nullable GateOutputs outputs(@Nullable String outputs) {
        return outputs == null ? null : json.readValue(outputs, GateOutputs.class);
    }

    /// Returns the first gate of a team that evaluated the same outputs of the same candidate with the same
    /// suite.
    public Optional<UUID> firstOf(Gate gate, GateOutputs outputs) {
        return jdbc.sql("""
                        select id from gate
                        where team = ? and outputs ->> 'digest' = ? and suite = ? and candidate = cast(? as jsonb)
                            and id < ? and status = 'DONE' and discarded is null
                        order by id limit 1
                        """)
                .params(
                        gate.team(),
                        outputs.digest(),
                        gate.suite(),
                        json.writeValueAsString(gate.candidate()),
                        gate.id())
                .query(UUID.class)
                .optional();
    }

    private GateFindings findings(@Nullable String findings) {
        return findings == null ? GateFindings.NONE : json.readValue(findings, GateFindings.class);
    }

    private @Nullable BaselineOrigin origin(@Nullable String origin) {
        return origin == null ? null : json.readValue(origin, BaselineOrigin.class);
    }

    private RunState run(ResultSet row) throws SQLException {
        String halted = row.getString("halted");
        String served = row.getString("served");
        String discarded = row.getString("discarded");
        return new RunState(
                halted == null ? null : Halt.valueOf(halted),
                row.getInt("failed"),
                row.getInt("cached"),
                row.getBigDecimal("cost_usd"),
                trouble(row),
                json.readValue(row.getString("dependencies"), DEPENDENCIES),
                served == null ? Map.of() : json.readValue(served, SERVED),
                discarded == null ? null : json.readValue(discarded, Discard.class));
    }

    private static RunState.@Nullable Trouble trouble(ResultSet row) throws SQLException {
        String error = row.getString("last_error");
        Instant at = instant(row.getTimestamp("last_error_at"));
        return error == null || at == null ? null : new RunState.Trouble(row.getInt("retries"), error, at);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
