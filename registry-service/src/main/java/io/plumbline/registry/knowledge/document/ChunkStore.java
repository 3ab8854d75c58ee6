package io.plumbline.registry.knowledge.document;

import io.plumbline.audit.UuidV7;
import io.plumbline.knowledge.chunk.Chunk;
import io.plumbline.registry.knowledge.index.VectorBytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The table of chunks. The chunks of a version are written once.
@Repository
class ChunkStore {

    private static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final UuidV7 ids;

    ChunkStore(JdbcClient jdbc, JsonMapper json, UuidV7 ids) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
    }

    /// A chunk to store.
    ///
    /// @param vector null for none
    record Prepared(Chunk chunk, Collection<String> tags, float @Nullable [] vector) {}

    /// Writes the chunks of the newest version.
    void add(StoredDocument document, List<Prepared> chunks) {
        for (int from = 0; from < chunks.size(); from += BATCH) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            chunks.subList(from, Math.min(chunks.size(), from + BATCH)).forEach(chunk -> rows.add(row(chunk)));
            jdbc.sql("""
                            insert into knowledge_chunk (id, document_id, team, version, ordinal, text, heading_path, page,
                                start_offset, end_offset, tags, vector)
                            select id, :document, :team, :version, ordinal, text,
                                array(select jsonb_array_elements_text(heading_path)), page, start_offset, end_offset,
                                array(select jsonb_array_elements_text(tags)), decode(vector, 'base64')
                            from jsonb_to_recordset(cast(:rows as jsonb)) as chunk (id uuid, ordinal int, text text,
                                heading_path jsonb, page int, start_offset int, end_offset int, tags jsonb, vector text)
                            """)
                    .param("document", document.id())
                    .param("team", document.team())
                    .param("version", document.version())
                    .param("rows", json.writeValueAsString(rows))
                    .update();
        }
    }

    private Map<String, @Nullable Object> row(Prepared prepared) {
        Chunk chunk = prepared.chunk();
        float[] vector = prepared.vector();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", ids.next());
        row.put("ordinal", chunk.ordinal());
        row.put("text", chunk.text());
        row.put("heading_path", chunk.headings());
        row.put("page", chunk.page());
        row.put("start_offset", chunk.start());
        row.put("end_offset", chunk.end());
        row.put("tags", prepared.tags());
        row.put("vector", vector == null ? null : Base64.getEncoder().encodeToString(VectorBytes.of(vector)));
        return row;
    }

    /// Returns up to `limit` chunks of a version in order, without those that have one of the hidden tags.
    List<StoredChunk> page(UUID document, int version, int after, List<String> hiddenTags, int limit) {
        return jdbc.sql("""
                        select * from knowledge_chunk where document_id = :document and version = :version
                            and ordinal > :after and not tags && cast(:hidden as text[])
                        order by ordinal limit :limit
                        """)
                .param("document", document)
                .param("version", version)
                .param("after", after)
                .param("hidden", hiddenTags.toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> new StoredChunk(
                        row.getObject("id", UUID.class),
                        row.getInt("ordinal"),
                        row.getString("text"),
                        DocumentStore.list(row.getArray("heading_path")),
                        row.getInt("page"),
                        row.getInt("start_offset"),
                        row.getInt("end_offset"),
                        DocumentStore.list(row.getArray("tags"))))
                .list();
    }

    /// Deletes the chunks of all versions but one.
    void deleteOthers(UUID document, int version) {
        jdbc.sql("delete from knowledge_chunk where document_id = ? and version <> ?")
                .params(document, version)
                .update();
    }

    void delete(UUID document, int version) {
        jdbc.sql("delete from knowledge_chunk where document_id = ? and version = ?")
                .params(document, version)
                .update();
    }
}
