package io.plumbline.eval.harm.ledger;

import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.redteam.ledger.Campaign.CampaignTimes;
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

/// Stores harm measurements.
@Component
public final class HarmStore extends TrialStore<HarmMeasurement, HarmResults> {

    HarmStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        super(jdbc, json, clock, "harm_measurement");
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

    /// Returns the newest first. Each team's newest are read from the index and merged.
    ///
    /// @param target name of the target for people; null for any
    /// @param kind null for any
    public List<HarmMeasurement> newest(
            @Nullable String target, @Nullable HarmKind kind, @Nullable UUID before, int limit) {
        String conditions = (target == null ? "" : " and target = :target") + (kind == null ? "" : " and kind = :kind");
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("target", target);
        values.put("kind", kind == null ? null : kind.name());
        return newest(conditions, values, before, limit);
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
                .query((row, _) -> read(row))
                .list();
    }

    void planned(UUID id, int total, int leftOut) {
        jdbc.sql("update harm_measurement set total = ?, left_out = ? where id = ?")
                .params(total, leftOut, id)
                .update();
    }

    @Override
    protected HarmMeasurement read(ResultSet row) throws SQLException {
        String halted = row.getString("halted");
        String verdict = row.getString("verdict");
        String results = row.getString("results");
        return new HarmMeasurement(
                row.getObject("id", UUID.class),
                row.getString("team"),
                json.readValue(row.getString("request"), HarmRequest.class),
                new HarmMeasurement.State(
                        TrialStatus.valueOf(row.getString("status")),
                        row.getString("error"),
                        halted == null ? null : TrialHalt.valueOf(halted),
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
}
