package io.plumbline.registry.lineage;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.registry.lineage.Lineage.Node;
import io.plumbline.registry.suite.SuiteTeams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds nodes by their ids. A node of a team in which the caller lacks the permission of its kind is not
/// found, as one that does not exist. Row-level security isolates the teams before.
@Repository
class LineageNodes {

    private static final String FRONTIER =
            " from unnest(cast(:names as text[]), cast(:versions as int[])) as f (name, version) ";
    private static final String ASSETS = "select a.name, v.number, a.team, v.created_at, v.document ->> 'kind' as kind,"
            + " coalesce(s.stage, 'NONE') as stage" + FRONTIER + """
            join asset a on a.type = :type and a.name = f.name
            join asset_version v on v.asset_id = a.id and v.number = f.version
            left join version_stage s on s.asset_id = a.id and s.version = v.number
            """;

    private final JdbcClient jdbc;
    private final SuiteTeams suites;
    private final ReportedEdges reported;

    LineageNodes(JdbcClient jdbc, SuiteTeams suites, ReportedEdges reported) {
        this.jdbc = jdbc;
        this.suites = suites;
        this.reported = reported;
    }

    /// Returns the nodes that exist and that the caller may see. Routes are not among them: the gateway knows
    /// these.
    List<Node> find(Frontier wanted) {
        List<Node> nodes = new ArrayList<>(reported.nodes(wanted));
        nodes.addAll(versions(wanted.only(NodeKind.MODEL), "MODEL", LineageNodes::model));
        nodes.addAll(versions(wanted.only(NodeKind.PROMPT), "PROMPT", LineageNodes::prompt));
        nodes.addAll(datasets(wanted.only(NodeKind.DATASET)));
        nodes.addAll(suites(wanted.only(NodeKind.SUITE)));
        nodes.addAll(gates(wanted.only(NodeKind.GATE)));
        nodes.addAll(jobs(wanted.only(NodeKind.FINE_TUNING_JOB)));
        nodes.addAll(bases(wanted.only(NodeKind.KNOWLEDGE_BASE)));
        nodes.addAll(documents(wanted.only(NodeKind.DOCUMENT)));
        Caller caller = Callers.current();
        return nodes.stream()
                .filter(node -> node.team() == null
                        || caller.may(node.kind().permission(), Objects.requireNonNull(node.team())))
                .toList();
    }

    private List<Node> versions(Frontier wanted, String type, RowMapper<Node> rows) {
        return wanted.isEmpty()
                ? List.of()
                : jdbc.sql(ASSETS)
                        .param("names", wanted.names())
                        .param("versions", wanted.versions())
                        .param("type", type)
                        .query(rows)
                        .list();
    }

    private static Node model(ResultSet row, int number) throws SQLException {
        return version(NodeKind.MODEL, row, Map.of("stage", row.getString("stage"), "kind", row.getString("kind")));
    }

    private static Node prompt(ResultSet row, int number) throws SQLException {
        return version(NodeKind.PROMPT, row, Map.of("stage", row.getString("stage")));
    }

    private static Node version(NodeKind kind, ResultSet row, Map<String, String> facts) throws SQLException {
        return node(kind, row.getString("name"), row.getInt("number"), row, "created_at", facts);
    }

    private List<Node> datasets(Frontier wanted) {
        return wanted.isEmpty()
                ? List.of()
                : jdbc.sql("select d.name, v.number, d.team, v.created_at, v.records" + FRONTIER + """
                                join dataset d on d.name = f.name
                                join dataset_version v on v.dataset_id = d.id and v.number = f.version
                                """)
                        .param("names", wanted.names())
                        .param("versions", wanted.versions())
                        .query((row, _) -> version(
                                NodeKind.DATASET, row, Map.of("records", Long.toString(row.getLong("records")))))
                        .list();
    }

    /// A suite of another team than the caller's is not found. Its team is known once eval-service has reported
    /// it.
    private List<Node> suites(Frontier wanted) {
        return wanted.isEmpty()
                ? List.of()
                : jdbc
                        .sql("select s.name, s.revision as number, s.stored_at" + FRONTIER
                                + "join suite_revision s on s.name = f.name and s.revision = f.version")
                        .param("names", wanted.names())
                        .param("versions", wanted.versions())
                        .query(this::suite)
                        .list()
                        .stream()
                        .filter(node -> node.team() != null)
                        .toList();
    }

    private Node suite(ResultSet row, int number) throws SQLException {
        String name = row.getString("name");
        int revision = row.getInt("number");
        return new Node(
                NodeKind.SUITE.word() + ":" + name + "@" + revision,
                NodeKind.SUITE,
                name,
                revision,
                suites.of(name).orElse(null),
                row.getObject("stored_at", OffsetDateTime.class).toInstant(),
                Map.of());
    }

    private List<Node> gates(Frontier wanted) {
        return wanted.isEmpty()
                ? List.of()
                : jdbc.sql("""
                                select distinct on (e.run_id) e.run_id::text as name, a.team, e.finished_at, e.suite,
                                    e.verdict, lower(a.type) || ':' || a.name || '@' || e.version as candidate
                                from evaluation e join asset a on a.id = e.asset_id
                                where e.gate and e.run_id = any(cast(:references as uuid[]))
                                order by e.run_id, e.id
                                """)
                        .param("references", wanted.references())
                        .query((row, _) -> node(
                                NodeKind.GATE,
                                row.getString("name"),
                                null,
                                row,
                                "finished_at",
                                Map.of(
                                        "suite", row.getString("suite"),
                                        "verdict", row.getString("verdict"),
                                        "candidate", row.getString("candidate"))))
                        .list();
    }

    private List<Node> jobs(Frontier wanted) {
        return wanted.isEmpty()
                ? List.of()
                : jdbc.sql("""
                                select id::text as name, team, created_at, state, target_model,
                                    terms ->> 'method' as method
                                from fine_tuning_job where id = any(cast(:references as uuid[]))
                                """)
                        .param("references", wanted.references())
                        .query((row, _) -> node(
                                NodeKind.FINE_TUNING_JOB,
                                row.getString("name"),
                                null,
                                row,
                                "created_at",
                                Map.of(
                                        "state", row.getString("state"),
                                        "method", row.getString("method"),
                                        "model", row.getString("target_model"))))
                        .list();
    }

    private List<Node> bases(Frontier wanted) {
        return wanted.isEmpty()
                ? List.of()
                : jdbc.sql(
                                "select name, team, created_at from knowledge_base where name = any(cast(:references as text[]))")
                        .param("references", wanted.references())
                        .query((row, _) ->
                                node(NodeKind.KNOWLEDGE_BASE, row.getString("name"), null, row, "created_at", Map.of()))
                        .list();
    }

    private List<Node> documents(Frontier wanted) {
        return wanted.isEmpty()
                ? List.of()
                : jdbc.sql("""
                                select b.name || '/' || d.external_id as name, d.team, d.created_at, d.state
                                from unnest(cast(:names as text[]), cast(:rests as text[])) as f (base, id)
                                join knowledge_base b on b.name = f.base
                                join knowledge_document d on d.knowledge_base_id = b.id and d.external_id = f.id
                                """)
                        .param("names", wanted.names())
                        .param("rests", wanted.rests())
                        .query((row, _) -> node(
                                NodeKind.DOCUMENT,
                                row.getString("name"),
                                null,
                                row,
                                "created_at",
                                Map.of("state", row.getString("state"))))
                        .list();
    }

    private static Node node(
            NodeKind kind,
            String name,
            @Nullable Integer version,
            ResultSet row,
            String time,
            Map<String, String> facts)
            throws SQLException {
        return new Node(
                kind.word() + ":" + name + (version == null ? "" : "@" + version),
                kind,
                name,
                version,
                row.getString("team"),
                row.getObject(time, OffsetDateTime.class).toInstant(),
                facts);
    }
}
