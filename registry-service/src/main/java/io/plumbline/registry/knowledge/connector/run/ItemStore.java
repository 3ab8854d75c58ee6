package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.audit.UuidV7;
import io.plumbline.registry.knowledge.connector.run.ConnectorItem.State;
import io.plumbline.registry.knowledge.connector.source.SourceEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The table of what connectors know about the documents of their sources.
@Repository
class ItemStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final UuidV7 ids;
    private final Clock clock;

    ItemStore(JdbcClient jdbc, JsonMapper json, UuidV7 ids, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /// A document that a run found.
    ///
    /// @param state after it was found: `PENDING` if it is to be read
    record Found(SourceEntry entry, String documentId, State state) {}

    /// Returns what is known about keys.
    Map<String, ConnectorItem> find(UUID connector, List<String> keys) {
        Map<String, ConnectorItem> items = new HashMap<>();
        jdbc.sql("""
                        select * from knowledge_connector_item
                        where connector_id = :connector and key_digest = any (:digests)
                        """)
                .param("connector", connector)
                .param("digests", keys.stream().map(SourceEntry::digest).toArray(String[]::new))
                .query(ItemStore::item)
                .list()
                .forEach(item -> items.put(item.key(), item));
        return items;
    }

    /// Notes that a run found documents.
    void found(OpenRun run, List<Found> found) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Found each : found) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", ids.next());
            row.put("key", each.entry().key());
            row.put("key_digest", SourceEntry.digest(each.entry().key()));
            row.put("document_id", each.documentId());
            row.put("listed", each.entry().fingerprint());
            row.put("state", each.state());
            rows.add(row);
        }
        jdbc.sql("""
                        insert into knowledge_connector_item as i (id, connector_id, team, key, key_digest, document_id,
                            listed, state, attempts, next_attempt_at, run_id, updated_at)
                        select id, :connector, :team, key, key_digest, document_id, listed, state, 0,
                            cast(:now as timestamptz), :run, cast(:now as timestamptz)
                        from jsonb_to_recordset(cast(:rows as jsonb)) as found (id uuid, key text, key_digest text,
                            document_id text, listed text, state text)
                        on conflict (connector_id, key_digest) do update set listed = excluded.listed,
                            state = excluded.state, attempts = 0, next_attempt_at = excluded.next_attempt_at,
                            reason = case when excluded.state = i.state then i.reason end,
                            run_id = excluded.run_id, updated_at = excluded.updated_at
                        """)
                .param("connector", run.connectorId())
                .param("team", run.team())
                .param("run", run.id())
                .param("now", now())
                .param("rows", json.writeValueAsString(rows))
                .update();
    }

    /// Returns documents of a run that are to be read now.
    List<ConnectorItem> due(UUID run, int limit) {
        return jdbc.sql("""
                        select * from knowledge_connector_item where run_id = ? and state = 'PENDING'
                            and next_attempt_at <= ? order by next_attempt_at, id limit ?
                        """).params(run, now(), limit).query(ItemStore::item).list();
    }

    /// Returns when the next document of a run is to be read.
    Optional<Instant> nextAttempt(UUID run) {
        return jdbc.sql("""
                        select next_attempt_at from knowledge_connector_item where run_id = ? and state = 'PENDING'
                        order by next_attempt_at limit 1
                        """)
                .param(run)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /// Notes that the current version of a document is stored.
    ///
    /// @param described the digest of its tags and readers
    void stored(ConnectorItem item, @Nullable String fingerprint, String digest, String described) {
        jdbc.sql("""
                        update knowledge_connector_item set state = 'STORED', reason = null, fingerprint = :fingerprint,
                            digest = :digest, described = :described, updated_at = :now
                        where id = :id
                        """)
                .param("fingerprint", fingerprint)
                .param("digest", digest)
                .param("described", described)
                .param("now", now())
                .param("id", item.id())
                .update();
    }

    /// Notes that a document is not stored in this run.
    ///
    /// @param state `REFUSED`, until the source lists another fingerprint, or `FAILED`
    void ended(ConnectorItem item, State state, String reason) {
        jdbc.sql("""
                        update knowledge_connector_item set state = :state, reason = :reason,
                            fingerprint = case when :state = 'REFUSED' then listed else fingerprint end, updated_at = :now
                        where id = :id
                        """)
                .param("state", state.name())
                .param("reason", reason)
                .param("now", now())
                .param("id", item.id())
                .update();
    }

    /// Notes that an attempt failed, and when the next one is due.
    void later(ConnectorItem item, String reason, Instant next) {
        jdbc.sql("""
                        update knowledge_connector_item set attempts = attempts + 1, reason = ?, next_attempt_at = ?,
                            updated_at = ? where id = ?
                        """).params(reason, Timestamp.from(next), now(), item.id()).update();
    }

    /// Returns documents that a run did not find, by id.
    List<ConnectorItem> vanished(OpenRun run, int limit) {
        return jdbc.sql("""
                        select * from knowledge_connector_item where connector_id = ? and run_id <> ? order by id limit ?
                        """)
                .params(run.connectorId(), run.id(), limit)
                .query(ItemStore::item)
                .list();
    }

    /// Keeps the documents that a run did not find, and forgets those that were never stored.
    void keepVanished(OpenRun run) {
        jdbc.sql("delete from knowledge_connector_item where connector_id = ? and run_id <> ? and digest is null")
                .params(run.connectorId(), run.id())
                .update();
        jdbc.sql("""
                        update knowledge_connector_item set state = 'STORED', reason = null
                        where connector_id = ? and run_id <> ? and state <> 'STORED'
                        """).params(run.connectorId(), run.id()).update();
    }

    boolean hasStored(UUID connector) {
        return jdbc.sql(
                        "select exists (select from knowledge_connector_item where connector_id = ? and digest is not null)")
                .param(connector)
                .query(Boolean.class)
                .single();
    }

    void forget(ConnectorItem item) {
        jdbc.sql("delete from knowledge_connector_item where id = ?")
                .param(item.id())
                .update();
    }

    /// Notes that no run has found a document.
    void gone(ConnectorItem item, UUID nowhere) {
        jdbc.sql("update knowledge_connector_item set state = 'STORED', reason = null, run_id = ? where id = ?")
                .params(nowhere, item.id())
                .update();
    }

    static ConnectorItem item(ResultSet row, int number) throws SQLException {
        return new ConnectorItem(
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("document_id"),
                row.getString("fingerprint"),
                row.getString("listed"),
                row.getString("digest"),
                row.getString("described"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("run_id", UUID.class));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
