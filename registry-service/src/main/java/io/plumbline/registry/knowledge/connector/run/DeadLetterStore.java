package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.registry.knowledge.connector.run.DeadLetter.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Finds the documents of connectors that stopped on their way into a knowledge base.
@Repository
class DeadLetterStore {

    private static final String STOPPED = """
            from knowledge_connector_item i join knowledge_connector c on c.id = i.connector_id
            left join knowledge_document d
                on d.knowledge_base_id = c.knowledge_base_id and d.external_id = i.document_id
            where i.connector_id = :connector and (i.state in ('REFUSED', 'FAILED')
                or i.state = 'STORED' and d.state in ('REJECTED', 'FAILED'))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    DeadLetterStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Returns up to `limit` documents, by id.
    List<DeadLetter> page(UUID connector, @Nullable UUID after, int limit) {
        return jdbc.sql(
                        "select i.*, d.state as ingestion, d.reason as ingestion_reason " + STOPPED
                                + " and (cast(:after as uuid) is null or i.id > cast(:after as uuid)) order by i.id limit :limit")
                .param("connector", connector)
                .param("after", after)
                .param("limit", limit)
                .query(DeadLetterStore::letter)
                .list();
    }

    /// Makes documents pending again, as if the source had changed.
    ///
    /// @param id of one of them; null for all
    /// @param run that reads them; null for the next one that lists them
    /// @return number of documents
    int retry(UUID connector, @Nullable UUID id, @Nullable UUID run) {
        return jdbc.sql("""
                        update knowledge_connector_item set state = 'PENDING', reason = null, fingerprint = null,
                            digest = case when digest is not null then '' end, attempts = 0, next_attempt_at = :now,
                            run_id = coalesce(cast(:run as uuid), run_id), updated_at = :now
                        where (cast(:id as uuid) is null or id = cast(:id as uuid)) and id in (select i.id
                        """ + STOPPED + ")")
                .param("now", Timestamp.from(clock.instant()))
                .param("run", run)
                .param("id", id)
                .param("connector", connector)
                .update();
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        String state = row.getString("state");
        boolean ingestion = state.equals("STORED");
        String reason = row.getString(ingestion ? "ingestion_reason" : "reason");
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("document_id"),
                ingestion ? Stage.INGESTION : Stage.valueOf(state),
                Objects.requireNonNullElse(reason, "unknown"),
                row.getTimestamp("updated_at").toInstant());
    }
}
