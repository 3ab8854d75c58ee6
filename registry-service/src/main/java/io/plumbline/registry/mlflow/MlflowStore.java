package io.plumbline.registry.mlflow;

import io.plumbline.registry.mlflow.MlflowResponses.MlflowAlias;
import io.plumbline.registry.mlflow.MlflowResponses.MlflowRun;
import io.plumbline.registry.mlflow.MlflowResponses.MlflowTag;
import io.plumbline.registry.mlflow.MlflowResponses.ModelVersion;
import io.plumbline.registry.mlflow.MlflowResponses.RegisteredModel;
import io.plumbline.registry.mlflow.MlflowSearchFilter.Condition;
import io.plumbline.registry.promotion.VersionStage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads models and versions as MLflow sees them. The tags of a version contain, as `plumbline.*`, those facts of
/// its document that MLflow has no place for.
@Repository
@Transactional(readOnly = true)
class MlflowStore {

    /// The prefix of the tags that the registry itself gives.
    static final String RESERVED = "plumbline.";

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> ALIASES = new TypeReference<>() {};
    private static final String MODELS = """
            select * from (
                select a.name, a.created_at, a.updated_at, a.description, a.tags,
                    (select jsonb_object_agg(p.name, p.version) from (
                        select l.name, l.version from alias l where l.asset_id = a.id
                        union all
                        select 'production', s.version from version_stage s
                        where s.asset_id = a.id and s.stage = 'PRODUCTION') p) as aliases
                from asset a where a.type = 'MODEL') m
            """;
    private static final String VERSIONS = """
            select * from (
                select a.name, v.number, v.created_at, greatest(v.created_at, n.updated_at) as updated_at,
                    v.created_by_id, coalesce(s.stage, 'NONE') as stage, coalesce(n.description, '') as description,
                    v.document #>> '{artifacts,0,uri}' as source, v.document #>> '{run,id}' as run_id,
                    v.document #>> '{run,link}' as run_link,
                    coalesce(n.tags, '{}') || jsonb_build_object(
                        'plumbline.kind', v.document -> 'kind', 'plumbline.provider', v.document -> 'provider',
                        'plumbline.upstreamModel', v.document -> 'upstreamModel', 'plumbline.digest', v.digest) as tags,
                    array(select l.name from alias l where l.asset_id = v.asset_id and l.version = v.number
                        order by l.name) as aliases
                from asset_version v join asset a on a.id = v.asset_id
                    left join version_stage s on s.asset_id = v.asset_id and s.version = v.number
                    left join model_version_note n on n.asset_id = v.asset_id and n.version = v.number
                where a.type = 'MODEL') v
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MlflowStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<RegisteredModel> model(String name) {
        return models(List.of(named(name)), "name", 0, 1).stream().findFirst();
    }

    List<RegisteredModel> models(List<Condition> filter, String order, int offset, int limit) {
        List<RegisteredModel> found = jdbc.sql(paged(MODELS, filter, order))
                .params(values(filter, limit, offset))
                .query(this::readModel)
                .list();
        Map<String, List<ModelVersion>> latest =
                latest(found.stream().map(RegisteredModel::name).toList());
        return found.stream()
                .map(model -> new RegisteredModel(
                        model.name(),
                        model.createdAt(),
                        model.updatedAt(),
                        model.description(),
                        latest.getOrDefault(model.name(), List.of()),
                        model.tags(),
                        model.aliases()))
                .toList();
    }

    Optional<ModelVersion> version(String name, int version) {
        Condition numbered = new Condition("number = ?", List.of(version));
        return versions(List.of(named(name), numbered), "number", 0, 1).stream().findFirst();
    }

    List<ModelVersion> versions(List<Condition> filter, String order, int offset, int limit) {
        return jdbc.sql(paged(VERSIONS, filter, order))
                .params(values(filter, limit, offset))
                .query(this::readVersion)
                .list();
    }

    /// Returns the versions of a model that are in a stage.
    List<Integer> versionsIn(String name, VersionStage stage) {
        return jdbc.sql("""
                        select s.version from version_stage s join asset a on a.id = s.asset_id
                        where a.type = 'MODEL' and a.name = ? and s.stage = ? order by s.version
                        """)
                .params(name, stage.name())
                .query((row, _) -> row.getInt(1))
                .list();
    }

    /// Returns model → its newest version in each stage.
    private Map<String, List<ModelVersion>> latest(List<String> names) {
        return jdbc
                .sql("select distinct on (name, stage) * from (" + VERSIONS + """
                        where name = any(?)) found
                        order by name, stage, number desc
                        """)
                .param(names.toArray(String[]::new))
                .query(this::readVersion)
                .list()
                .stream()
                .collect(Collectors.groupingBy(ModelVersion::name));
    }

    private static Condition named(String name) {
        return new Condition("name = ?", List.of(name));
    }

    private static String paged(String select, List<Condition> filter, String order) {
        String where = filter.isEmpty()
                ? ""
                : "where " + filter.stream().map(Condition::sql).collect(Collectors.joining(" and "));
        return select + where + " order by " + order + " limit ? offset ?";
    }

    private static List<Object> values(List<Condition> filter, int limit, int offset) {
        return Stream.concat(
                        filter.stream().flatMap(condition -> condition.values().stream()), Stream.of(limit, offset))
                .toList();
    }

    private RegisteredModel readModel(ResultSet row, int number) throws SQLException {
        String aliases = row.getString("aliases");
        Map<String, Integer> pointers = aliases == null ? Map.of() : new TreeMap<>(json.readValue(aliases, ALIASES));
        return new RegisteredModel(
                row.getString("name"),
                millis(row, "created_at"),
                millis(row, "updated_at"),
                row.getString("description"),
                List.of(),
                tags(row),
                pointers.entrySet().stream()
                        .map(pointer -> new MlflowAlias(pointer.getKey(), Integer.toString(pointer.getValue())))
                        .toList());
    }

    private ModelVersion readVersion(ResultSet row, int number) throws SQLException {
        MlflowStage stage = MlflowStage.valueOf(row.getString("stage"));
        List<String> aliases =
                new ArrayList<>(List.of((String[]) row.getArray("aliases").getArray()));
        if (stage == MlflowStage.PRODUCTION) {
            aliases.add("production");
        }
        return new ModelVersion(
                row.getString("name"),
                row.getString("number"),
                millis(row, "created_at"),
                millis(row, "updated_at"),
                row.getString("created_by_id"),
                stage.label(),
                row.getString("description"),
                row.getString("source"),
                new MlflowRun(row.getString("run_id"), row.getString("run_link")),
                "READY",
                tags(row),
                aliases);
    }

    private List<MlflowTag> tags(ResultSet row) throws SQLException {
        return MlflowTag.list(new TreeMap<>(json.readValue(row.getString("tags"), TAGS)));
    }

    private static long millis(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
    }
}
