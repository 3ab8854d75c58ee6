package io.plumbline.registry.dataset.audit;

import io.plumbline.registry.asset.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The table of audits. Rows are appended and never changed.
@Repository
class DatasetAuditStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DatasetAuditStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void append(UUID versionId, String team, DatasetAudit audit) {
        jdbc.sql("""
                        insert into dataset_audit (id, version_id, team, report, created_at, created_by_type, created_by_id)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?)
                        """)
                .params(
                        audit.id(),
                        versionId,
                        team,
                        json.writeValueAsString(audit.report()),
                        audit.createdAt().atOffset(ZoneOffset.UTC),
                        audit.createdBy().type().name(),
                        audit.createdBy().id())
                .update();
    }

    /// Newest first.
    List<DatasetAudit> before(UUID versionId, @Nullable UUID id, int limit) {
        return jdbc.sql("""
                        select id, report, created_at, created_by_type, created_by_id from dataset_audit
                        where version_id = :version and (:before::uuid is null or id < :before::uuid)
                        order by id desc limit :limit
                        """)
                .param("version", versionId)
                .param("before", id)
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    long count(UUID versionId) {
        return Objects.requireNonNull(jdbc.sql("select count(*) from dataset_audit where version_id = ?")
                .param(versionId)
                .query(Long.class)
                .single());
    }

    /// Returns the evaluation sets that the caller may read, as `name@version`: the versions that suites use,
    /// and the newest ones of golden datasets.
    ///
    /// @param except the dataset that is audited
    List<String> evaluationSets(String except, int limit) {
        return jdbc.sql("""
                        select d.name || '@' || v.number as reference
                        from dataset d join dataset_version v on v.dataset_id = d.id
                        where d.name <> :except and (
                            exists (select from suite_revision s where s.dataset = d.name || '@' || v.number)
                            or (d.golden and not exists (
                                select from dataset_version n where n.dataset_id = d.id and n.number > v.number)))
                        order by v.created_at desc limit :limit
                        """)
                .param("except", except)
                .param("limit", limit)
                .query((row, _) -> row.getString("reference"))
                .list();
    }

    private DatasetAudit read(ResultSet row, int number) throws SQLException {
        return new DatasetAudit(
                row.getObject("id", UUID.class),
                json.readValue(row.getString("report"), AuditReport.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Author.of(row.getString("created_by_type"), row.getString("created_by_id")));
    }
}
