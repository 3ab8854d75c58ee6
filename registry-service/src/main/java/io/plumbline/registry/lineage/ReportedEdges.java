package io.plumbline.registry.lineage;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.registry.lineage.Lineage.Node;
import io.plumbline.registry.lineage.Lineage.Relation;
import io.plumbline.registry.lineage.RecordedEdges.Found;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of edges that other systems reported. Only edges of teams in which the caller may read datasets
/// are returned.
@Repository
class ReportedEdges {

    private static final String VISIBLE = " and (:all or team = any(cast(:teams as text[]))) ";

    private final JdbcClient jdbc;
    private final UuidV7 ids;

    ReportedEdges(JdbcClient jdbc, UuidV7 ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /// Returns the edges that end at these nodes.
    List<Found> into(Frontier frontier) {
        return edges(frontier, "target");
    }

    /// Returns the edges that begin at these nodes.
    List<Found> outOf(Frontier frontier) {
        return edges(frontier, "source");
    }

    private List<Found> edges(Frontier frontier, String end) {
        return visible("select source, target from lineage_edge where md5(" + end
                        + ") = any(select md5(id) from unnest(cast(:ids as text[])) id) and " + end
                        + " = any(cast(:ids as text[]))" + VISIBLE + "order by id limit " + RecordedEdges.LIMIT)
                .param("ids", frontier.ids())
                .query((row, _) -> found(row.getString(1), row.getString(2)))
                .list();
    }

    private static Found found(String from, String to) {
        return new Found(from, to, to.startsWith("job:") ? Relation.READ_BY : Relation.WROTE);
    }

    /// Returns the sources and jobs among these nodes that a visible edge names.
    List<Node> nodes(Frontier frontier) {
        Frontier outside = new Frontier(frontier.nodes().stream()
                .filter(node -> node.kind() == NodeKind.SOURCE || node.kind() == NodeKind.JOB)
                .toList());
        if (outside.isEmpty()) {
            return List.of();
        }
        return visible("""
                        select distinct on (w.id) w.id, e.run_id, e.run_state, e.event_time
                        from unnest(cast(:ids as text[])) w (id)
                        join lineage_edge e on (md5(e.source) = md5(w.id) and e.source = w.id)
                            or (md5(e.target) = md5(w.id) and e.target = w.id)
                        where true
                        """ + VISIBLE + "order by w.id, e.event_time desc")
                .param("ids", outside.ids())
                .query(ReportedEdges::node)
                .list();
    }

    private static Node node(ResultSet row, int number) throws SQLException {
        NodeId id = NodeId.parse(row.getString("id")).orElseThrow();
        Map<String, String> facts = new HashMap<>();
        if (id.kind() == NodeKind.JOB) {
            facts.put("run", row.getString("run_id"));
            facts.put("state", row.getString("run_state"));
        } else {
            facts.put("namespace", id.base());
        }
        return new Node(
                id.toString(),
                id.kind(),
                id.kind() == NodeKind.JOB ? id.name().replace('|', '/') : id.rest(),
                null,
                null,
                row.getObject("event_time", OffsetDateTime.class).toInstant(),
                facts);
    }

    private JdbcClient.StatementSpec visible(String sql) {
        Set<String> teams = Callers.current().teamsWith(Permission.DATASET_READ);
        return jdbc.sql(sql)
                .param("all", teams.contains(Caller.EVERY_TEAM))
                .param("teams", teams.toArray(String[]::new));
    }

    /// Stores an edge, or the run that last reported it; returns whether it is new.
    boolean put(String team, NodeId from, NodeId to, LineageEvent event) {
        return Objects.requireNonNull(jdbc.sql("""
                        insert into lineage_edge as e (id, team, source, target, run_id, run_state, event_time)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (team, md5(source), md5(target)) do update
                        set run_id = excluded.run_id, run_state = excluded.run_state, event_time = excluded.event_time
                        where e.event_time <= excluded.event_time
                        returning xmax = 0
                        """)
                .params(
                        ids.next(),
                        team,
                        from.toString(),
                        to.toString(),
                        event.runId(),
                        event.state(),
                        event.time().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .optional()
                .orElse(false));
    }

    /// Returns the number of edges of a team.
    long count(String team) {
        return Objects.requireNonNull(jdbc.sql("select count(*) from lineage_edge where team = ?")
                .param(team)
                .query(Long.class)
                .single());
    }
}
