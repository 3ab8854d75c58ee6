package io.plumbline.clients.registry;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The API of the registry's knowledge bases for the gateway and monitoring-service.
public interface KnowledgeClient {

    /// Returns a knowledge base. Compare its `team` with the team on whose behalf it is read.
    @GetExchange("/api/v1/knowledge-bases/{name}")
    KnowledgeBaseSummary knowledgeBase(@PathVariable("name") String name);

    /// Returns the chunks that answer a query best, among those that the query's reader may read. 404 if the team
    /// has no such knowledge base.
    @PostExchange("/internal/v1/knowledge-bases/{name}/passages")
    List<Passage> passages(@PathVariable("name") String name, @RequestBody PassageQuery query);

    /// Returns the texts of chunks. Chunks of deleted or replaced documents are absent. 404 if the team has no such
    /// knowledge base.
    @PostExchange("/internal/v1/knowledge-bases/{name}/chunks")
    List<ChunkText> chunks(@PathVariable("name") String name, @RequestBody ChunkQuery query);

    /// Chunks of a team's knowledge base.
    ///
    /// @param team that must own the knowledge base
    /// @param chunks at most 100
    record ChunkQuery(String team, List<UUID> chunks) {}

    /// The text of a chunk.
    record ChunkText(UUID chunk, String text) {

        /// Leaves out the content.
        @Override
        public String toString() {
            return "ChunkText[" + chunk + "]";
        }
    }

    /// A knowledge base without its documents.
    record KnowledgeBaseSummary(String name, String team) {}
}
