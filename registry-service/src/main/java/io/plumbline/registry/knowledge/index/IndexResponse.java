package io.plumbline.registry.knowledge.index;

import io.plumbline.registry.knowledge.index.CurrentIndexes.Graph;
import io.plumbline.registry.knowledge.index.CurrentIndexes.Status;
import org.jspecify.annotations.Nullable;

/// The search index of a knowledge base in the API.
///
/// @param chunks in the index
/// @param pending changes of documents that are not in the index yet; the next search or the next minute adds them
/// @param graph of the vectors on pgvector; null on Lucene, which has one at all times
record IndexResponse(
        IndexProperties.Kind kind,
        long chunks,
        long pending,
        @Nullable Graph graph) {

    static IndexResponse from(Status status) {
        return new IndexResponse(status.kind(), status.chunks(), status.pending(), status.graph());
    }
}
