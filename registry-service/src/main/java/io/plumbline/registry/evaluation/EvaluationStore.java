package io.plumbline.registry.evaluation;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of results. Rows are appended and never changed.
@Repository
class EvaluationStore {

    private static final TypeReference<List<Check>> CHECKS = new TypeReference<>() {};
    private static final String COLUMNS =
            "id, kind, gate, run_id, suite, suite_revision, model, verdict, commit_id, finished_at, checks, recorded_at,"
                    + " recorded_by_type, recorded_by_id";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    EvaluationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The verdict of the newest finished gate of a suite on a version, and of a prompt on one model.
    record NewestGate(UUID assetId, int version, String suite, Verdict verdict) {}

    /// Appends; false when its author has recorded a result of that run before.
    boolean append(Asset asset, int version, Evaluation evaluation) {
        return jdbc.sql("""
                        insert into evaluation (id, asset_id, team, version, kind, gate, run_id, suite, suite_revision,
                            model, verdict, commit_id, finished_at, checks, recorded_at, recorded_by_type, recorded_by_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                        on conflict (asset_id, version, run_id, recorded_by_type, recorded_by_id) do nothing
                        """)
                        .param(evaluation.id())
                        .param(asset.id())
                        .param(asset.team())
                        .param(version)
                        .param(evaluation.kind())
                        .param(evaluation.counts())
                        .param(evaluation.runId())
                        .param(evaluation.suite())
                        .param(evaluation.suiteRevision())
                        .param(evaluation.model())
                        .param(evaluation.verdict().name())
                        .param(evaluation.commit())
                        .param(at(evaluation.finishedAt()))
                        .param(json.writeValueAsString(evaluation.checks()))
                        .param(at(evaluation.recordedAt()))
                        .param(evaluation.recordedBy().type().name())
                        .param(evaluation.recordedBy().id())
                        .update()
                == 1;
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

    /// Suite → verdict of its newest finished gate; of a prompt the worst of those on each model.
    Map<String, Verdict> newestGates(UUID assetId, int version) {
        Map<String, Verdict> newest = new HashMap<>();
        jdbc.sql("""
                        select distinct on (suite, model) suite, verdict from evaluation
                        where gate and asset_id = ? and version = ? order by suite, model, finished_at desc, id desc
                        """).params(assetId, version).query(row -> {
            newest.merge(row.getString("suite"), Verdict.valueOf(row.getString("verdict")), Verdict::worse);
        });
        return newest;
    }

    /// Suite → revision of its newest finished gate, where one was told; of a prompt the earliest of those on
    /// each model.
    Map<String, Integer> suiteRevisions(UUID assetId, int version) {
        Map<String, Integer> revisions = new TreeMap<>();
        jdbc.sql("""
                        select distinct on (suite, model) suite, suite_revision from evaluation
                        where gate and asset_id = ? and version = ? order by suite, model, finished_at desc, id desc
                        """).params(assetId, version).query(row -> {
            Integer revision = row.getObject("suite_revision", Integer.class);
            if (revision != null) {
                revisions.merge(row.getString("suite"), revision, Math::min);
            }
        });
        return revisions;
    }

    List<NewestGate> newestGatesOfAssetsChangedSince(long change) {
        return jdbc.sql("""
                        select distinct on (e.asset_id, e.version, e.suite, e.model)
                            e.asset_id, e.version, e.suite, e.verdict
                        from evaluation e join asset_progress p on p.asset_id = e.asset_id
                        where e.gate and p.change > ?
                        order by e.asset_id, e.version, e.suite, e.model, e.finished_at desc, e.id desc
                        """).param(change).query(EvaluationStore::readNewest).list();
    }

    private static NewestGate readNewest(ResultSet row, int number) throws SQLException {
        return new NewestGate(
                row.getObject("asset_id", UUID.class),
                row.getInt("version"),
                row.getString("suite"),
                Verdict.valueOf(row.getString("verdict")));
    }

    private Evaluation read(ResultSet row, int number) throws SQLException {
        return new Evaluation(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getBoolean("gate"),
                row.getObject("run_id", UUID.class),
                row.getString("suite"),
                row.getObject("suite_revision", Integer.class),
                row.getString("model"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("commit_id"),
                row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                json.readValue(row.getString("checks"), CHECKS),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                Author.of(row.getString("recorded_by_type"), row.getString("recorded_by_id")));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
