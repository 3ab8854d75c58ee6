package io.plumbline.registry.knowledge.search;

import io.plumbline.clients.registry.KnowledgeClient;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.registry.knowledge.search.SearchResponse.Hit;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads what a search found from the database.
@Repository
class HitStore {

    private final JdbcClient jdbc;

    HitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Who reads.
    ///
    /// @param open whether documents that name no readers are open to the caller
    /// @param hiddenTags tags whose chunks are closed to the caller
    record Reader(boolean open, Collection<String> principals, List<String> hiddenTags) {}

    /// Returns the ids of documents by their ids in the API.
    Set<String> documents(UUID base, Set<String> externalIds) {
        return new HashSet<>(jdbc.sql("""
                        select cast(id as text) from knowledge_document
                        where knowledge_base_id = ? and external_id = any (?)
                        """)
                .params(base, externalIds.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list());
    }

    /// Returns the chunks in the order of the hits. Applies the reader's rights a second time, and leaves out what
    /// was deleted or replaced since the index answered.
    List<Hit> read(List<ChunkHit> hits, Reader reader) {
        Map<String, ChunkHit> found = new HashMap<>();
        hits.forEach(hit -> found.put(hit.chunkId(), hit));
        Map<String, Hit> rows = new HashMap<>();
        jdbc.sql("""
                        select c.id, d.external_id, c.version, d.file_name, c.heading_path, c.page, c.tags, c.text
                        from knowledge_chunk c
                        join knowledge_document d on d.id = c.document_id and d.live_version = c.version
                        where c.id = any (cast(:ids as uuid[])) and not c.tags && cast(:hidden as text[])
                            and case when d.readers is null then :open else d.readers && cast(:principals as text[]) end
                        """)
                .param("ids", found.keySet().toArray(String[]::new))
                .param("hidden", reader.hiddenTags().toArray(String[]::new))
                .param("open", reader.open())
                .param("principals", reader.principals().toArray(String[]::new))
                .query((RowCallbackHandler) row -> {
                    String id = row.getString("id");
                    rows.put(
                            id,
                            new Hit(
                                    UUID.fromString(id),
                                    row.getString("external_id"),
                                    row.getInt("version"),
                                    row.getString("file_name"),
                                    texts(row.getArray("heading_path")),
                                    row.getInt("page"),
                                    texts(row.getArray("tags")),
                                    Objects.requireNonNull(found.get(id)).score(),
                                    row.getString("text")));
                });
        return hits.stream()
                .map(hit -> rows.get(hit.chunkId()))
                .filter(Objects::nonNull)
                .toList();
    }

    /// Returns the texts of chunks of a knowledge base, without those of deleted or replaced documents.
    List<KnowledgeClient.ChunkText> texts(UUID base, List<UUID> chunks) {
        return jdbc.sql("""
                        select c.id, c.text from knowledge_chunk c
                        join knowledge_document d on d.id = c.document_id and d.live_version = c.version
                        where c.id = any (cast(? as uuid[])) and d.knowledge_base_id = ?
                        """)
                .params(chunks.stream().map(UUID::toString).toArray(String[]::new), base)
                .query((row, _) -> new KnowledgeClient.ChunkText(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
