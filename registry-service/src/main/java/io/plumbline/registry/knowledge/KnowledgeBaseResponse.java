package io.plumbline.registry.knowledge;

import io.plumbline.knowledge.chunk.ChunkingSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// A knowledge base in the API.
record KnowledgeBaseResponse(
        String name,
        String team,
        String description,
        Embedding embedding,
        ChunkingSettings chunking,
        RedactionPolicy redaction,
        boolean keepOriginal,
        Set<String> readers,
        Map<String, Set<String>> tagReaders,
        Contents contents,
        Instant createdAt,
        Instant updatedAt) {

    /// The documents and chunks of a knowledge base.
    ///
    /// @param documents the sum of `states`
    /// @param states state of the newest version → number of documents
    /// @param chunks number of chunks that a search can find
    record Contents(long documents, Map<DocumentState, Long> states, long chunks) {}

    static KnowledgeBaseResponse from(KnowledgeBase base, Contents contents) {
        KnowledgeBaseTerms terms = base.terms();
        return new KnowledgeBaseResponse(
                base.name(),
                base.team(),
                terms.description(),
                terms.embedding(),
                terms.chunking(),
                terms.redaction(),
                terms.keepOriginal(),
                terms.readers().documents(),
                terms.readers().byTag(),
                contents,
                base.createdAt(),
                base.updatedAt());
    }
}
