package io.plumbline.registry.knowledge;

import io.plumbline.knowledge.chunk.ChunkingSettings;

/// The editable part of a knowledge base. It applies to documents that are ingested later, except for the readers,
/// which apply at once.
public record KnowledgeBaseTerms(
        String description,
        Embedding embedding,
        ChunkingSettings chunking,
        RedactionPolicy redaction,
        boolean keepOriginal,
        ReaderRules readers) {}
