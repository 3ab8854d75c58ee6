package io.plumbline.registry.evaluation;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.evaluation.Evaluation.SuiteRun;
import io.plumbline.registry.webhook.WebhookEvent;
import io.plumbline.registry.webhook.WebhookOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of results. Rows are appended and never changed. Gates that count are sent to webhooks.
@Repository
class EvaluationStore {

    private static final TypeReference<List<Check>> CHECKS = new TypeReference<>() {};
    private static final String COLUMNS =
            "id, kind, gate, run_id, suite, suite_revision, model, verdict, commit_id, finished_at, checks, recorded_at,"
                    + " recorded_by_type, recorded_by_id, served_configuration_digest";
    /// Selects the newest row of each partition, with its document, and those whose verdict differs from the
    /// previous row.
    private static final String GATES = """
            select g.*,
                exists (select from asset a join version_stage s on s.asset_id = a.id
                    where a.type = 'MODEL' and a.name = split_part(g.model, '@', 1)
                        and s.version = cast(split_part(g.model, '@', 2) as int) and s.stage = 'ARCHIVED') as retired
            from (
                select e.asset_id, e.version, e.suite, e.suite_revision, e.model, e.verdict, e.finished_at, e.id, e.run_id,
                    e.served_configuration_digest,
                    case when lead(e.id) over course is null then e.served_configuration end as document,
                    lead(e.id) over course is null as newest,
                    lag(e.verdict) over course as before
                from evaluation e %s
                where e.gate and %s
                window course as (
                    partition by e.asset_id, e.version, e.suite, e.model, e.suite_revision order by e.finished_at, e.id)
            ) g where g.newest or g.before is distinct from g.verdict
            """;
    private static final String OF_VERSION = GATES.formatted("", "e.asset_id = ? and e.version = ?");
    private static final String OF_CHANGED =
            GATES.formatted("join asset_progress p on p.asset_id = e.asset_id", "p.change > ?");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final WebhookOutbox webhooks;

    EvaluationStore(JdbcClient jdbc, JsonMapper json, WebhookOutbox webhooks) {
        this.jdbc = jdbc;
        this.webhooks = webhooks;
        this.json = json;
    }

    /// Appends a result; returns false if its author already recorded a result of that run.
    ///
    /// @param document the evaluated configuration, as JSON; null if unknown
    boolean append(Asset asset, int version, Evaluation evaluation, @Nullable String document) {
        int appended = jdbc.sql("""
                        insert into evaluation (id, asset_id, team, version, kind, gate, run_id, suite, suite_revision,
                            model, verdict, commit_id, finished_at, checks, recorded_at, recorded_by_type, recorded_by_id,
                            served_configuration_digest, served_configuration)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb)
                        on conflict (asset_id, version, run_id, recorded_by_type, recorded_by_id) do nothing
                        """)
                .param(evaluation.id())
                .param(asset.id())
                .param(asset.team())
                .param(version)
                .param(evaluation.kind())
                .param(evaluation.counts())
                .param(evaluation.run().runId())
                .param(evaluation.run().suite())
                .param(evaluation.run().suiteRevision())
                .param(evaluation.run().model())
                .param(evaluation.verdict().name())
                .param(evaluation.run().commit())
                .param(at(evaluation.finishedAt()))
                .param(json.writeValueAsString(evaluation.checks()))
                .param(at(evaluation.recordedAt()))
                .param(evaluation.recordedBy().type().name())
                .param(evaluation.recordedBy().id())
                .param(evaluation.servedConfiguration())
                .param(document)
                .update();
        if (appended == 1 && evaluation.counts()) {
            webhooks.add(asset.team(), WebhookEvent.GATE_FINISHED, data(asset, version, evaluation));
        }
        return appended == 1;
    }

    private static Map<String, @Nullable Object> data(Asset asset, int version, Evaluation evaluation) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("resource", asset.type().noun());
        data.put("name", asset.name());
        data.put("version", version);
        data.put("team", asset.team());
        data.put("suite", evaluation.run().suite());
        data.put("suiteRevision", evaluation.run().suiteRevision());
        data.put("model", evaluation.run().model());
        data.put("verdict", evaluation.verdict());
        data.put("runId", evaluation.run().runId());
        data.put("finishedAt", evaluation.finishedAt());
        return data;
    }

    Evaluation ofRun(UUID assetId, int version, UUID runId, Author author) {
        return jdbc.sql("select " + COLUMNS + """
                         from evaluation
                        where asset_id = ? and version = ? and run_id = ? and recorded_by_type = ? and recorded_by_id = ?
                        """)
                .params(assetId, version, runId, author.type().name(), author.id())
                .query(this::read)
                .single();
    }

    /// Newest first.
    List<Evaluation> before(UUID assetId, int version, @Nullable UUID id, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from evaluation
                        where asset_id = :asset and version = :version and (:before::uuid is null or id < :before::uuid)
                        order by id desc limit :limit
                        """)
                .param("asset", assetId)
                .param("version", version)
                .param("before", id)
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    /// Returns the newest result of each kind, suite and model.
    List<Evaluation> newest(UUID assetId, int version) {
        return jdbc.sql("select distinct on (suite, kind, model) " + COLUMNS + """
                         from evaluation where asset_id = ? and version = ?
                        order by suite, kind, model, finished_at desc, id desc limit 200
                        """)
                .params(assetId, version)
                .query(this::read)
                .list();
    }

    /// Returns the gates of a version.
    List<FinishedGate> gates(UUID assetId, int version) {
        return jdbc.sql(OF_VERSION)
                .params(assetId, version)
                .query(EvaluationStore::readGate)
                .list();
    }

    List<FinishedGate> gatesOfAssetsChangedSince(long change) {
        return jdbc.sql(OF_CHANGED)
                .param(change)
                .query(EvaluationStore::readGate)
                .list();
    }

    /// Returns the prompts with gates on a model version.
    ///
    /// @param model as `name@version`
    List<UUID> assetsWithGatesOn(String model) {
        return jdbc.sql("select distinct asset_id from evaluation where gate and model = ? order by asset_id")
                .param(model)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private static FinishedGate readGate(ResultSet row, int number) throws SQLException {
        return new FinishedGate(
                row.getObject("asset_id", UUID.class),
                row.getInt("version"),
                row.getString("suite"),
                row.getObject("suite_revision", Integer.class),
                row.getString("model"),
                row.getBoolean("retired"),
                Verdict.valueOf(row.getString("verdict")),
                row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getString("served_configuration_digest"),
                row.getString("document"));
    }

    private Evaluation read(ResultSet row, int number) throws SQLException {
        return new Evaluation(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getBoolean("gate"),
                new SuiteRun(
                        row.getObject("run_id", UUID.class),
                        row.getString("suite"),
                        row.getObject("suite_revision", Integer.class),
                        row.getString("model"),
                        row.getString("commit_id")),
                Verdict.valueOf(row.getString("verdict")),
                row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                json.readValue(row.getString("checks"), CHECKS),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                Author.of(row.getString("recorded_by_type"), row.getString("recorded_by_id")),
                row.getString("served_configuration_digest"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
