package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.redteam.result.CampaignResults;
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

/// Stores campaigns. Every step applies only in the expected status, so a cancelled campaign stays cancelled.
@Component
public final class CampaignStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    CampaignStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    public void insert(UUID id, String team, CampaignRequest request, String library, Campaign.Origin origin) {
        jdbc.sql("""
                        insert into campaign (id, team, name, target, request, library, status, requested_by, trace_id,
                            scheduled, created_at)
                        values (:id, :team, :name, :target, cast(:request as jsonb), :library, 'QUEUED', :by, :trace,
                            :scheduled, :at)
                        """)
                .param("id", id)
                .param("team", team)
                .param("name", request.nameOrDefault())
                .param("target", request.target().candidate().label())
                .param("request", json.writeValueAsString(request))
                .param("library", library)
                .param("by", origin.requestedBy())
                .param("trace", origin.traceId())
                .param("scheduled", origin.scheduled())
                .param("at", now())
                .update();
    }

    public Optional<Campaign> find(UUID id) {
        return jdbc.sql("select * from campaign where id = ?")
                .param(id)
                .query((row, _) -> campaign(row))
                .optional();
    }

    public Optional<CampaignStatus> status(UUID id) {
        return jdbc.sql("select status from campaign where id = ?")
                .param(id)
                .query((row, _) -> CampaignStatus.valueOf(row.getString(1)))
                .optional();
    }

    /// Returns the newest first. Each team's newest are read from the index and merged.
    public List<Campaign> newest(CampaignFilter filter, @Nullable UUID before, int limit) {
        Optional<Set<String>> teams = Tenancy.teams();
        String page =
                filter.conditions() + (before == null ? "" : " and id < :before") + " order by id desc limit :limit";
        String query = teams.isPresent()
                ? "select c.* from unnest(:teams) as t (name) cross join lateral (select * from campaign where team ="
                        + " t.name" + page + ") c order by c.id desc limit :limit"
                : "select * from campaign where true" + page;
        return jdbc.sql(query)
                .param("teams", teams.orElse(Set.of()).toArray(String[]::new))
                .param("name", filter.name())
                .param("target", filter.target())
                .param("outcome", filter.outcome())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> campaign(row))
                .list();
    }

    /// Returns the campaigns of a team on a target that have results, newest first: complete ones, and those that
    /// ended early or were cancelled.
    ///
    /// @param targets names of the target
    /// @param name name of the series; null for any
    public List<Campaign> measured(String team, Set<String> targets, @Nullable String name) {
        return jdbc.sql("""
                        select * from campaign where team = :team and target = any(:targets)
                            and status in ('DONE', 'CANCELLED') and results is not null
                            and (cast(:name as text) is null or name = :name)
                        order by id desc
                        """)
                .param("team", team)
                .param("targets", targets.toArray(String[]::new))
                .param("name", name)
                .query((row, _) -> campaign(row))
                .list();
    }

    /// Starts a campaign; returns false if it has ended.
    public boolean begin(UUID id) {
        return jdbc.sql("""
                        update campaign set status = 'RUNNING', started_at = coalesce(started_at, ?)
                        where id = ? and status in ('QUEUED', 'RUNNING')
                        """).params(now(), id).update() == 1;
    }

    void planned(UUID id, int total) {
        jdbc.sql("update campaign set total = ? where id = ?").params(total, id).update();
    }

    /// Adds to the counts of a campaign that has not ended; returns false if it has.
    boolean count(UUID id, int answered, StoredAnswer.Spent spent) {
        return jdbc.sql("""
                        update campaign set answered = answered + ?, calls = calls + ?, tokens = tokens + ?,
                            cost_usd = cost_usd + ? where id = ? and status = 'RUNNING'
                        """)
                        .params(answered, spent.calls(), spent.tokens(), spent.costUsd(), id)
                        .update()
                == 1;
    }

    /// Keeps the first served configuration; returns the kept one.
    public String served(UUID id, String digest) {
        return jdbc.sql("update campaign set served = coalesce(served, ?) where id = ? returning served")
                .params(digest, id)
                .query(String.class)
                .single();
    }

    /// @return false if it had already ended
    public boolean finish(UUID id, CheckOutcome verdict, CampaignResults results, @Nullable CampaignHalt halted) {
        return jdbc.sql("""
                        update campaign set status = 'DONE', verdict = :verdict, results = cast(:results as jsonb),
                            halted = :halted, finished_at = :at where id = :id and status = 'RUNNING'
                        """)
                        .param("verdict", verdict.name())
                        .param("results", json.writeValueAsString(results))
                        .param("halted", halted == null ? null : halted.name())
                        .param("at", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Keeps what a cancelled campaign has measured.
    public void keep(UUID id, CampaignResults results) {
        jdbc.sql("""
                        update campaign set results = cast(? as jsonb)
                        where id = ? and status = 'CANCELLED' and results is null
                        """).params(json.writeValueAsString(results), id).update();
    }

    public Optional<Campaign> fail(UUID id, String error) {
        return jdbc.sql("""
                        update campaign set status = 'FAILED', error = ?, finished_at = ?
                        where id = ? and status in ('QUEUED', 'RUNNING') returning *
                        """)
                .params(error, now(), id)
                .query((row, _) -> campaign(row))
                .optional();
    }

    public boolean cancel(UUID id) {
        return jdbc.sql("""
                        update campaign set status = 'CANCELLED', finished_at = ?
                        where id = ? and status in ('QUEUED', 'RUNNING')
                        """).params(now(), id).update() == 1;
    }

    /// Returns the number of campaigns of a team that have not ended.
    public int unendedOf(String team) {
        return jdbc.sql("select count(*) from campaign where team = ? and status in ('QUEUED', 'RUNNING')")
                .param(team)
                .query(Integer.class)
                .single();
    }

    /// Returns the campaigns of that age that have not ended.
    public List<UUID> unended(Duration age) {
        return jdbc.sql("select id from campaign where status in ('QUEUED', 'RUNNING') and created_at < ?")
                .param(Timestamp.from(clock.instant().minus(age)))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Campaign campaign(ResultSet row) throws SQLException {
        String halted = row.getString("halted");
        String verdict = row.getString("verdict");
        String results = row.getString("results");
        return new Campaign(
                row.getObject("id", UUID.class),
                row.getString("team"),
                json.readValue(row.getString("request"), CampaignRequest.class),
                new Campaign.State(
                        CampaignStatus.valueOf(row.getString("status")),
                        row.getString("error"),
                        halted == null ? null : CampaignHalt.valueOf(halted),
                        verdict == null ? null : CheckOutcome.valueOf(verdict),
                        results == null ? null : json.readValue(results, CampaignResults.class),
                        row.getString("served")),
                new Campaign.CampaignProgress(
                        row.getInt("total"),
                        row.getInt("answered"),
                        row.getLong("calls"),
                        row.getLong("tokens"),
                        row.getBigDecimal("cost_usd"),
                        row.getString("library")),
                new Campaign.Origin(
                        row.getString("requested_by"), row.getString("trace_id"), row.getBoolean("scheduled")),
                new Campaign.CampaignTimes(
                        row.getTimestamp("created_at").toInstant(),
                        instant(row.getTimestamp("started_at")),
                        instant(row.getTimestamp("finished_at"))));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
