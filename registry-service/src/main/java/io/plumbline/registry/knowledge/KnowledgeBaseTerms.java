package io.plumbline.registry.knowledge;

import io.plumbline.knowledge.chunk.ChunkingSettings;
import io.plumbline.knowledge.chunk.ChunkingStrategy;

/// The editable part of a knowledge base. It applies to documents that are ingested later, except for the readers,
/// which apply at once.
public record KnowledgeBaseTerms(
        String description,
        Embedding embedding,
        ChunkingSettings chunking,
        RedactionPolicy redaction,
        boolean keepOriginal,
        ReaderRules readers) {

    static final ChunkingSettings DEFAULT_CHUNKING = new ChunkingSettings(ChunkingStrategy.RECURSIVE, 1_000, 100);
}
