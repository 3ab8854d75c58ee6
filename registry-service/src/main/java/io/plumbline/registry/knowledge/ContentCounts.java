package io.plumbline.registry.knowledge;

import io.plumbline.registry.knowledge.KnowledgeBaseResponse.Contents;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Counts the documents and chunks of knowledge bases.
@Repository
class ContentCounts {

    private final JdbcClient jdbc;

    ContentCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Returns the counts of each knowledge base.
    Map<UUID, Contents> of(List<UUID> bases) {
        Map<UUID, Map<DocumentState, Long>> states = new HashMap<>();
        Map<UUID, Long> chunks = new HashMap<>();
        UUID[] ids = bases.toArray(UUID[]::new);
        jdbc.sql("""
                        select knowledge_base_id, state, count(*) as documents from knowledge_document
                        where knowledge_base_id = any (?) group by knowledge_base_id, state
                        """).param(ids).query((RowCallbackHandler) row -> states.computeIfAbsent(
                        row.getObject("knowledge_base_id", UUID.class), _ -> new EnumMap<>(DocumentState.class))
                .put(DocumentState.valueOf(row.getString("state")), row.getLong("documents")));
        jdbc.sql("""
                        select d.knowledge_base_id, count(*) as chunks from knowledge_document d
                        join knowledge_chunk c on c.document_id = d.id and c.version = d.live_version
                        where d.knowledge_base_id = any (?) group by d.knowledge_base_id
                        """).param(ids).query((RowCallbackHandler)
                row -> chunks.put(row.getObject("knowledge_base_id", UUID.class), row.getLong("chunks")));
        Map<UUID, Contents> counts = new HashMap<>();
        for (UUID base : bases) {
            Map<DocumentState, Long> found = states.getOrDefault(base, Map.of());
            Map<DocumentState, Long> all = new EnumMap<>(DocumentState.class);
            for (DocumentState state : DocumentState.values()) {
                all.put(state, found.getOrDefault(state, 0L));
            }
            long documents = all.values().stream().mapToLong(Long::longValue).sum();
            counts.put(base, new Contents(documents, all, chunks.getOrDefault(base, 0L)));
        }
        return counts;
    }
}
