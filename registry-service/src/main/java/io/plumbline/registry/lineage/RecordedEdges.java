package io.plumbline.registry.lineage;

import io.plumbline.registry.lineage.Lineage.Relation;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The edges that the registry's own records imply, read from the tables of models, prompts, datasets, suites,
/// gates, fine-tuning jobs and knowledge bases. A query follows the edges of all nodes of a frontier at once.
@Repository
class RecordedEdges {

    /// The most edges of one relation that one step follows.
    static final int LIMIT = 1_000;

    private static final String FRONTIER =
            " from unnest(cast(:names as text[]), cast(:versions as int[])) as f (name, version) ";
    private static final String ASSETS = FRONTIER + """
            join asset a on a.type = :type and a.name = f.name
            join asset_version v on v.asset_id = a.id and v.number = f.version
            """;
    private static final String GATES = """
            from evaluation e join asset a on a.id = e.asset_id
            where e.gate and e.run_id = any(cast(:references as uuid[]))
            """;
    private static final String JOB = "'fine-tuning-job:' || j.id";
    private static final String THIS = "lower(a.type) || ':' || a.name || '@' || ";

    private final JdbcClient jdbc;

    RecordedEdges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An edge between two nodes that need not exist or be visible.
    record Found(String from, String to, Relation relation) {}

    /// Returns the edges that end at these nodes.
    List<Found> into(Frontier frontier) {
        List<Found> found = new ArrayList<>();
        Frontier models = frontier.only(NodeKind.MODEL);
        found.addAll(read(
                models,
                "MODEL",
                Relation.TRAINED,
                "select 'dataset:' || d.reference, " + THIS + "v.number" + ASSETS
                        + "cross join lateral jsonb_array_elements_text(v.document -> 'trainingData') d (reference)"));
        found.addAll(read(
                models,
                "MODEL",
                Relation.BASE_OF,
                "select 'model:' || (v.document ->> 'base'), " + THIS + "v.number" + ASSETS
                        + "where v.document ->> 'base' is not null"));
        found.addAll(read(
                frontier.only(NodeKind.SUITE),
                "",
                Relation.EVALUATES_WITH,
                "select 'dataset:' || s.dataset, 'suite:' || s.name || '@' || s.revision" + FRONTIER
                        + "join suite_revision s on s.name = f.name and s.revision = f.version"));
        Frontier gates = frontier.only(NodeKind.GATE);
        found.addAll(
                references(gates, Relation.EVALUATED_BY, "select " + THIS + "e.version, 'gate:' || e.run_id " + GATES));
        found.addAll(references(
                gates,
                Relation.EVALUATED_BY,
                "select 'model:' || e.model, 'gate:' || e.run_id " + GATES + " and e.model is not null"));
        found.addAll(references(
                gates,
                Relation.DECIDED,
                "select 'suite:' || e.suite || '@' || e.suite_revision, 'gate:' || e.run_id " + GATES
                        + " and e.suite_revision is not null"));
        found.addAll(read(
                models,
                "",
                Relation.WROTE,
                "select " + JOB + ", 'model:' || j.target_model || '@' || j.result_version" + FRONTIER
                        + "join fine_tuning_job j on j.target_model = f.name and j.result_version = f.version"));
        found.addAll(
                references(frontier.only(NodeKind.FINE_TUNING_JOB), Relation.READ_BY, "select input, " + JOB + """
                         from fine_tuning_job j cross join lateral unnest(array[
                            'model:' || j.base, 'dataset:' || j.training_data, 'dataset:' || j.validation_data]) input
                        where j.id = any(cast(:references as uuid[])) and input is not null
                        """));
        found.addAll(references(frontier.only(NodeKind.KNOWLEDGE_BASE), Relation.PART_OF, """
                select 'document:' || b.name || '/' || d.external_id, 'knowledge-base:' || b.name
                from knowledge_base b join knowledge_document d on d.knowledge_base_id = b.id
                where b.name = any(cast(:references as text[])) order by d.external_id
                """));
        return found;
    }

    /// Returns the edges that begin at these nodes.
    List<Found> outOf(Frontier frontier) {
        List<Found> found = new ArrayList<>();
        Frontier datasets = frontier.only(NodeKind.DATASET);
        found.addAll(references(datasets, Relation.TRAINED, """
                select 'dataset:' || d.reference, 'model:' || a.name || '@' || v.number
                from asset_version v join asset a on a.id = v.asset_id and a.type = 'MODEL'
                cross join lateral jsonb_array_elements_text(v.document -> 'trainingData') d (reference)
                where v.document -> 'trainingData' ??| cast(:references as text[])
                    and d.reference = any(cast(:references as text[]))
                """));
        found.addAll(references(datasets, Relation.EVALUATES_WITH, """
                select 'dataset:' || s.dataset, 'suite:' || s.name || '@' || s.revision from suite_revision s
                where s.dataset = any(cast(:references as text[]))
                """));
        Frontier models = frontier.only(NodeKind.MODEL);
        found.addAll(references(models, Relation.BASE_OF, """
                select 'model:' || (v.document ->> 'base'), 'model:' || a.name || '@' || v.number
                from asset_version v join asset a on a.id = v.asset_id and a.type = 'MODEL'
                where v.document ->> 'base' = any(cast(:references as text[]))
                """));
        found.addAll(references(
                datasets,
                Relation.READ_BY,
                "select 'dataset:' || j.training_data, " + JOB
                        + " from fine_tuning_job j where j.training_data = any(cast(:references as text[]))"));
        found.addAll(references(
                datasets,
                Relation.READ_BY,
                "select 'dataset:' || j.validation_data, " + JOB
                        + " from fine_tuning_job j where j.validation_data = any(cast(:references as text[]))"));
        found.addAll(references(
                models,
                Relation.READ_BY,
                "select 'model:' || j.base, " + JOB
                        + " from fine_tuning_job j where j.base = any(cast(:references as text[]))"));
        found.addAll(references(
                frontier.only(NodeKind.FINE_TUNING_JOB),
                Relation.WROTE,
                "select " + JOB + ", 'model:' || j.target_model || '@' || j.result_version from fine_tuning_job j"
                        + " where j.id = any(cast(:references as uuid[])) and j.result_version is not null"));
        found.addAll(gates(models, "MODEL"));
        found.addAll(gates(frontier.only(NodeKind.PROMPT), "PROMPT"));
        found.addAll(references(models, Relation.EVALUATED_BY, """
                select distinct 'model:' || e.model, 'gate:' || e.run_id from evaluation e
                where e.gate and e.model = any(cast(:references as text[]))
                """));
        found.addAll(read(
                frontier.only(NodeKind.SUITE),
                "",
                Relation.DECIDED,
                "select distinct 'suite:' || e.suite || '@' || e.suite_revision, 'gate:' || e.run_id" + FRONTIER
                        + "join evaluation e on e.suite = f.name and e.suite_revision = f.version and e.gate"));
        found.addAll(documents(frontier));
        return found;
    }

    private List<Found> gates(Frontier versions, String type) {
        return read(
                versions,
                type,
                Relation.EVALUATED_BY,
                "select distinct " + THIS + "e.version, 'gate:' || e.run_id" + FRONTIER
                        + "join asset a on a.type = :type and a.name = f.name"
                        + " join evaluation e on e.asset_id = a.id and e.version = f.version and e.gate");
    }

    private static List<Found> documents(Frontier frontier) {
        return frontier.only(NodeKind.DOCUMENT).nodes().stream()
                .map(node -> new Found(
                        node.toString(), NodeKind.KNOWLEDGE_BASE.word() + ":" + node.base(), Relation.PART_OF))
                .toList();
    }

    private List<Found> read(Frontier frontier, String type, Relation relation, String sql) {
        return frontier.isEmpty()
                ? List.of()
                : jdbc.sql(sql + " limit " + LIMIT)
                        .param("names", frontier.names())
                        .param("versions", frontier.versions())
                        .param("type", type)
                        .query((row, _) -> new Found(row.getString(1), row.getString(2), relation))
                        .list();
    }

    private List<Found> references(Frontier frontier, Relation relation, String sql) {
        return frontier.isEmpty()
                ? List.of()
                : jdbc.sql(sql + " limit " + LIMIT)
                        .param("references", frontier.references())
                        .query((row, _) -> new Found(row.getString(1), row.getString(2), relation))
                        .list();
    }
}
