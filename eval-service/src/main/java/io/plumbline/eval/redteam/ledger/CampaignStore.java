package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.statistics.check.CheckOutcome;
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

/// Stores campaigns.
@Component
public final class CampaignStore extends TrialStore<Campaign, CampaignResults> {

    CampaignStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        super(jdbc, json, clock, "campaign");
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

    /// Returns the newest first. Each team's newest are read from the index and merged.
    public List<Campaign> newest(CampaignFilter filter, @Nullable UUID before, int limit) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", filter.name());
        values.put("target", filter.target());
        values.put("outcome", filter.outcome());
        return newest(filter.conditions(), values, before, limit);
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
                .query((row, _) -> read(row))
                .list();
    }

    @Override
    protected Campaign read(ResultSet row) throws SQLException {
        String halted = row.getString("halted");
        String verdict = row.getString("verdict");
        String results = row.getString("results");
        return new Campaign(
                row.getObject("id", UUID.class),
                row.getString("team"),
                json.readValue(row.getString("request"), CampaignRequest.class),
                new Campaign.State(
                        TrialStatus.valueOf(row.getString("status")),
                        row.getString("error"),
                        halted == null ? null : TrialHalt.valueOf(halted),
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
}
