package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.eval.redteam.probe.Probe;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores regression probes and the incidents of findings.
@Component
public final class RegressionStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    RegressionStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// Returns the target of regression probes: a model, a prompt or a route, in any version.
    public static String targetOf(Candidate candidate) {
        if (candidate.prompt() != null) {
            return "prompt " + candidate.prompt();
        }
        return candidate.kind() == Candidate.Kind.ROUTE ? "route " + candidate.route() : "model " + candidate.model();
    }

    /// Stores a probe; returns false if the target has it already.
    public boolean insert(UUID id, Campaign campaign, Probe probe, String keptBy) {
        String material = json.writeValueAsString(probe);
        return jdbc.sql("""
                        insert into regression_probe (id, team, target, digest, category, strategy, goal, material,
                            campaign, kept_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                        .params(
                                id,
                                campaign.team(),
                                targetOf(campaign.request().target().candidate()),
                                Digests.hex(material.getBytes(StandardCharsets.UTF_8)),
                                probe.category(),
                                probe.strategy(),
                                probe.goalId(),
                                material,
                                campaign.id(),
                                keptBy,
                                Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    public List<RegressionProbe> of(String team, String target, int limit) {
        return jdbc.sql("select * from regression_probe where team = ? and target = ? order by id limit ?")
                .params(team, target, limit)
                .query((row, _) -> probe(row))
                .list();
    }

    public List<RegressionProbe> newest(@Nullable String target, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from regression_probe where (cast(:target as text) is null or target = :target)
                            and (cast(:before as uuid) is null or id < :before) order by id desc limit :limit
                        """)
                .param("target", target)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> probe(row))
                .list();
    }

    public Optional<RegressionProbe> delete(UUID id) {
        return jdbc.sql("delete from regression_probe where id = ? returning *")
                .param(id)
                .query((row, _) -> probe(row))
                .optional();
    }

    private RegressionProbe probe(ResultSet row) throws SQLException {
        return new RegressionProbe(
                row.getObject("id", UUID.class),
                row.getString("team"),
                row.getString("target"),
                json.readValue(row.getString("material"), Probe.class),
                row.getObject("campaign", UUID.class),
                row.getString("kept_by"),
                row.getTimestamp("created_at").toInstant());
    }

    public void opened(Campaign campaign, String finding, UUID incident) {
        jdbc.sql("""
                        insert into campaign_incident (campaign_id, team, finding, incident) values (?, ?, ?, ?)
                        on conflict do nothing
                        """).params(campaign.id(), campaign.team(), finding, incident).update();
    }

    /// Returns finding → incident.
    public Map<String, UUID> incidents(UUID campaign) {
        Map<String, UUID> incidents = new TreeMap<>();
        jdbc.sql("select finding, incident from campaign_incident where campaign_id = ?")
                .param(campaign)
                .query((row, _) -> incidents.put(row.getString(1), row.getObject(2, UUID.class)))
                .list();
        return incidents;
    }
}
