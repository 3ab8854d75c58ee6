package io.plumbline.registry.knowledge.document;

import io.plumbline.registry.asset.Author;
import io.plumbline.registry.knowledge.DocumentState;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.extraction.DocumentFormat;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of documents.
@Repository
class DocumentStore {

    private static final TypeReference<Map<String, Long>> FINDINGS = new TypeReference<>() {};

    /// The condition that a document is open to principals, or the caller manages documents.
    private static final String READABLE = """
            (:managed or case when readers is null then :open else readers && cast(:principals as text[]) end)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    DocumentStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// The caller of a request for documents.
    ///
    /// @param managed whether the caller may see what documents there are, whatever their readers
    /// @param open whether documents that name no readers are open to the caller
    record Reader(boolean managed, boolean open, Collection<String> principals) {}

    /// Adds a document, or the next version of one, as `QUEUED`. A live version keeps its description until the
    /// next one replaces it.
    StoredDocument put(KnowledgeBase base, UUID id, String externalId, DocumentDescription description, Author author) {
        return jdbc.sql("""
                        insert into knowledge_document as d (id, knowledge_base_id, team, external_id, file_name, format,
                            bytes, digest, version, state, findings, sequence, tags, readers, subjects, created_at,
                            updated_at, created_by_type, created_by_id)
                        values (:id, :base, :team, :external, :file, :format, :bytes, :digest, 1, 'QUEUED', '{}', 0,
                            :tags, cast(:readers as text[]), :subjects, :now, :now, :actorType, :actor)
                        on conflict (knowledge_base_id, external_id) do update set
                            version = d.version + 1, state = 'QUEUED', reason = null, findings = '{}',
                            updated_at = :now,
                            next = case when d.live_version is null then null else cast(:next as jsonb) end,
                            file_name = case when d.live_version is null then :file else d.file_name end,
                            format = case when d.live_version is null then :format else d.format end,
                            bytes = case when d.live_version is null then :bytes else d.bytes end,
                            digest = case when d.live_version is null then :digest else d.digest end,
                            tags = case when d.live_version is null then cast(:tags as text[]) else d.tags end,
                            readers = case when d.live_version is null then cast(:readers as text[]) else d.readers end,
                            subjects = case when d.live_version is null then cast(:subjects as text[]) else d.subjects end,
                            created_by_type = :actorType, created_by_id = :actor
                        returning *
                        """)
                .param("id", id)
                .param("base", base.id())
                .param("team", base.team())
                .param("external", externalId)
                .param("file", description.fileName())
                .param("format", description.format().name())
                .param("bytes", description.bytes())
                .param("digest", description.digest())
                .param("tags", array(description.tags()))
                .param("readers", description.readers() == null ? null : array(description.readers()))
                .param("subjects", array(description.subjects()))
                .param("next", json.writeValueAsString(description))
                .param("now", now())
                .param("actorType", author.type().name())
                .param("actor", author.id())
                .query(this::document)
                .single();
    }

    Optional<StoredDocument> find(UUID base, String externalId, Reader reader) {
        return jdbc.sql(
                        "select * from knowledge_document where knowledge_base_id = :base and external_id = :external and "
                                + READABLE)
                .param("base", base)
                .param("external", externalId)
                .param("managed", reader.managed())
                .param("open", reader.open())
                .param("principals", array(reader.principals()))
                .query(this::document)
                .optional();
    }

    /// Returns up to `limit` documents by id.
    List<StoredDocument> page(UUID base, @Nullable DocumentState state, String after, Reader reader, int limit) {
        return jdbc.sql("select * from knowledge_document where knowledge_base_id = :base and external_id > :after"
                        + " and (cast(:state as text) is null or state = :state) and " + READABLE
                        + " order by external_id limit :limit")
                .param("base", base)
                .param("after", after)
                .param("state", state == null ? null : state.name())
                .param("managed", reader.managed())
                .param("open", reader.open())
                .param("principals", array(reader.principals()))
                .param("limit", limit)
                .query(this::document)
                .list();
    }

    /// Returns the documents about a subject, whichever version says so.
    List<StoredDocument> about(UUID base, String subject) {
        return jdbc.sql("""
                        select * from knowledge_document where knowledge_base_id = :base
                            and (subjects @> array[cast(:subject as text)] or next -> 'subjects' @> to_jsonb(cast(:subject as text)))
                        order by id
                        """)
                .param("base", base)
                .param("subject", subject)
                .query(this::document)
                .list();
    }

    Optional<StoredDocument> find(UUID id) {
        return jdbc.sql("select * from knowledge_document where id = ?")
                .param(id)
                .query(this::document)
                .optional();
    }

    /// Returns a document and locks it until the transaction ends.
    Optional<StoredDocument> lock(UUID id) {
        return jdbc.sql("select * from knowledge_document where id = ? for update")
                .param(id)
                .query(this::document)
                .optional();
    }

    /// Returns documents whose ingestion has not ended and whose state has not changed for a while.
    List<StoredDocument> unended(Duration age) {
        return jdbc.sql("select * from knowledge_document where state in ('QUEUED', 'EXTRACTING') and updated_at < ?")
                .param(Timestamp.from(clock.instant().minus(age)))
                .query(this::document)
                .list();
    }

    /// Changes the state of the newest version.
    void mark(StoredDocument document, DocumentState state, @Nullable String reason, Map<String, Long> findings) {
        jdbc.sql("""
                        update knowledge_document set state = :state, reason = :reason,
                            findings = cast(:findings as jsonb), updated_at = :now
                        where id = :id and version = :version
                        """)
                .param("state", state.name())
                .param("reason", reason)
                .param("findings", json.writeValueAsString(findings))
                .param("now", now())
                .param("id", document.id())
                .param("version", document.version())
                .update();
    }

    /// Makes the newest version the one that a search finds.
    void goLive(StoredDocument document, long sequence) {
        jdbc.sql("""
                        update knowledge_document set state = 'INDEXED', reason = null, live_version = version,
                            sequence = :sequence, updated_at = :now, next = null,
                            file_name = coalesce(next ->> 'fileName', file_name),
                            format = coalesce(next ->> 'format', format),
                            bytes = coalesce(cast(next ->> 'bytes' as bigint), bytes),
                            digest = coalesce(next ->> 'digest', digest),
                            tags = case when next is null then tags
                                else array(select jsonb_array_elements_text(next -> 'tags')) end,
                            readers = case when next is null then readers
                                when jsonb_typeof(next -> 'readers') = 'array'
                                then array(select jsonb_array_elements_text(next -> 'readers')) end,
                            subjects = case when next is null then subjects
                                else array(select jsonb_array_elements_text(next -> 'subjects')) end
                        where id = :id and version = :version
                        """)
                .param("sequence", sequence)
                .param("now", now())
                .param("id", document.id())
                .param("version", document.version())
                .update();
    }

    /// Deletes a document with its chunks and file, and notes it for indexes.
    void delete(StoredDocument document, long sequence) {
        jdbc.sql("insert into knowledge_removal (knowledge_base_id, document_id, team, sequence) values (?, ?, ?, ?)")
                .params(document.baseId(), document.id(), document.team(), sequence)
                .update();
        jdbc.sql("delete from knowledge_document where id = ?")
                .param(document.id())
                .update();
    }

    private StoredDocument document(ResultSet row, int number) throws SQLException {
        Array readers = row.getArray("readers");
        int live = row.getInt("live_version");
        Integer liveVersion = row.wasNull() ? null : live;
        DocumentDescription description = new DocumentDescription(
                row.getString("file_name"),
                DocumentFormat.valueOf(row.getString("format")),
                row.getLong("bytes"),
                row.getString("digest"),
                list(row.getArray("tags")),
                readers == null ? null : list(readers),
                list(row.getArray("subjects")));
        String next = row.getString("next");
        return new StoredDocument(
                row.getObject("id", UUID.class),
                row.getObject("knowledge_base_id", UUID.class),
                row.getString("team"),
                row.getString("external_id"),
                description,
                new StoredDocument.Newest(
                        row.getInt("version"),
                        DocumentState.valueOf(row.getString("state")),
                        row.getString("reason"),
                        new TreeMap<>(json.readValue(row.getString("findings"), FINDINGS)),
                        next == null ? description : json.readValue(next, DocumentDescription.class)),
                liveVersion,
                instant(row, "created_at"),
                instant(row, "updated_at"),
                Author.of(row.getString("created_by_type"), row.getString("created_by_id")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    static List<String> list(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
