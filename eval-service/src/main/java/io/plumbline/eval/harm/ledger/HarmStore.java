package io.plumbline.eval.harm.ledger;

import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.redteam.ledger.Campaign.CampaignTimes;
import io.plumbline.eval.redteam.ledger.CampaignHalt;
import io.plumbline.eval.redteam.ledger.CampaignStatus;
import io.plumbline.eval.redteam.ledger.StoredAnswer.Spent;
import io.plumbline.eval.statistics.check.CheckOutcome;
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

/// Stores harm measurements. Every step applies only in the expected status, so a cancelled measurement stays
/// cancelled.
@Component
public final class HarmStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    HarmStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    public void insert(UUID id, String team, HarmRequest request, String library, HarmMeasurement.Requester requester) {
        jdbc.sql("""
                        insert into harm_measurement (id, team, name, kind, target, dataset, request, library, status,
                            requested_by, trace_id, created_at)
                        values (:id, :team, :name, :kind, :target, :dataset, cast(:request as jsonb), :library,
                            'QUEUED', :by, :trace, :at)
                        """)
                .param("id", id)
                .param("team", team)
                .param("name", request.nameOrDefault())
                .param("kind", request.kind().name())
                .param("target", request.target().candidate().label())
                .param("dataset", request.dataset())
                .param("request", json.writeValueAsString(request))
                .param("library", library)
                .param("by", requester.by())
                .param("trace", requester.traceId())
                .param("at", now())
                .update();
    }

    public Optional<HarmMeasurement> find(UUID id) {
        return jdbc.sql("select * from harm_measurement where id = ?")
                .param(id)
                .query((row, _) -> measurement(row))
                .optional();
    }

    public Optional<CampaignStatus> status(UUID id) {
        return jdbc.sql("select status from harm_measurement where id = ?")
                .param(id)
                .query((row, _) -> CampaignStatus.valueOf(row.getString(1)))
                .optional();
    }

    /// Returns the newest first. Each team's newest are read from the index and merged.
    ///
    /// @param target name of the target for people; null for any
    /// @param kind null for any
    public List<HarmMeasurement> newest(
            @Nullable String target, @Nullable HarmKind kind, @Nullable UUID before, int limit) {
        Optional<Set<String>> teams = Tenancy.teams();
        String page = (target == null ? "" : " and target = :target")
                + (kind == null ? "" : " and kind = :kind")
                + (before == null ? "" : " and id < :before")
                + " order by id desc limit :limit";
        String query = teams.isPresent()
                ? "select m.* from unnest(:teams) as t (name) cross join lateral (select * from harm_measurement where"
                        + " team = t.name" + page + ") m order by m.id desc limit :limit"
                : "select * from harm_measurement where true" + page;
        return jdbc.sql(query)
                .param("teams", teams.orElse(Set.of()).toArray(String[]::new))
                .param("target", target)
                .param("kind", kind == null ? null : kind.name())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> measurement(row))
                .list();
    }

    /// Returns the measurements of a team on a target that a suite may use, newest first.
    ///
    /// @param targets names of the target
    /// @param dataset the dataset of the prompts; null for the product's own
    public List<HarmMeasurement> measured(String team, Set<String> targets, HarmKind kind, @Nullable String dataset) {
        return jdbc.sql("""
                        select * from harm_measurement where team = :team and target = any(:targets) and kind = :kind
                            and status in ('DONE', 'CANCELLED') and results is not null
                            and dataset is not distinct from cast(:dataset as text)
                        order by id desc
                        """)
                .param("team", team)
                .param("targets", targets.toArray(String[]::new))
                .param("kind", kind.name())
                .param("dataset", dataset)
                .query((row, _) -> measurement(row))
                .list();
    }

    /// Starts a measurement; returns false if it has ended.
    public boolean begin(UUID id) {
        return jdbc.sql("""
                        update harm_measurement set status = 'RUNNING', started_at = coalesce(started_at, ?)
                        where id = ? and status in ('QUEUED', 'RUNNING')
                        """).params(now(), id).update() == 1;
    }

    void planned(UUID id, int total, int leftOut) {
        jdbc.sql("update harm_measurement set total = ?, left_out = ? where id = ?")
                .params(total, leftOut, id)
                .update();
    }

    /// Adds to the counts of a measurement that has not ended; returns false if it has.
    boolean count(UUID id, int answered, Spent spent) {
        return jdbc.sql("""
                        update harm_measurement set answered = answered + ?, calls = calls + ?, tokens = tokens + ?,
                            cost_usd = cost_usd + ? where id = ? and status = 'RUNNING'
                        """)
                        .params(answered, spent.calls(), spent.tokens(), spent.costUsd(), id)
                        .update()
                == 1;
    }

    /// Keeps the first served configuration.
    public void served(UUID id, String digest) {
        jdbc.sql("update harm_measurement set served = coalesce(served, ?) where id = ?")
                .params(digest, id)
                .update();
    }

    /// @return false if it had already ended
    public boolean finish(UUID id, @Nullable CheckOutcome verdict, HarmResults results, @Nullable CampaignHalt halted) {
        return jdbc.sql("""
                        update harm_measurement set status = 'DONE', verdict = :verdict,
                            results = cast(:results as jsonb), halted = :halted, finished_at = :at
                        where id = :id and status = 'RUNNING'
                        """)
                        .param("verdict", verdict == null ? null : verdict.name())
                        .param("results", json.writeValueAsString(results))
                        .param("halted", halted == null ? null : halted.name())
                        .param("at", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Keeps what a cancelled measurement found: nobody may discard a result by cancelling.
    public void keep(UUID id, HarmResults results) {
        jdbc.sql("""
                        update harm_measurement set results = cast(? as jsonb)
                        where id = ? and status = 'CANCELLED' and results is null
                        """).params(json.writeValueAsString(results), id).update();
    }

    public Optional<HarmMeasurement> fail(UUID id, String error) {
        return jdbc.sql("""
                        update harm_measurement set status = 'FAILED', error = ?, finished_at = ?
                        where id = ? and status in ('QUEUED', 'RUNNING') returning *
                        """)
                .params(error, now(), id)
                .query((row, _) -> measurement(row))
                .optional();
    }

    public boolean cancel(UUID id) {
        return jdbc.sql("""
                        update harm_measurement set status = 'CANCELLED', finished_at = ?
                        where id = ? and status in ('QUEUED', 'RUNNING')
                        """).params(now(), id).update() == 1;
    }

    /// Returns the number of measurements of a team that have not ended.
    public int unendedOf(String team) {
        return jdbc.sql("select count(*) from harm_measurement where team = ? and status in ('QUEUED', 'RUNNING')")
                .param(team)
                .query(Integer.class)
                .single();
    }

    /// Returns the measurements of that age that have not ended.
    public List<UUID> unended(Duration age) {
        return jdbc.sql("select id from harm_measurement where status in ('QUEUED', 'RUNNING') and created_at < ?")
                .param(Timestamp.from(clock.instant().minus(age)))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private HarmMeasurement measurement(ResultSet row) throws SQLException {
        String halted = row.getString("halted");
        String verdict = row.getString("verdict");
        String results = row.getString("results");
        return new HarmMeasurement(
                row.getObject("id", UUID.class),
                row.getString("team"),
                json.readValue(row.getString("request"), HarmRequest.class),
                new HarmMeasurement.State(
                        CampaignStatus.valueOf(row.getString("status")),
                        row.getString("error"),
                        halted == null ? null : CampaignHalt.valueOf(halted),
                        verdict == null ? null : CheckOutcome.valueOf(verdict),
                        results == null ? null : json.readValue(results, HarmResults.class),
                        row.getString("served")),
                new HarmMeasurement.HarmProgress(
                        row.getInt("total"),
                        row.getInt("answered"),
                        row.getInt("left_out"),
                        row.getLong("calls"),
                        row.getLong("tokens"),
                        row.getBigDecimal("cost_usd"),
                        row.getString("library")),
                new HarmMeasurement.Requester(row.getString("requested_by"), row.getString("trace_id")),
                new CampaignTimes(
                        row.getTimestamp("created_at").toInstant(),
                        instant(row.getTimestamp("started_at")),
                        instant(row.getTimestamp("finished_at"))));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
