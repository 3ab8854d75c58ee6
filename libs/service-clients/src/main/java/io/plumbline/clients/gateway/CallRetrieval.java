package io.plumbline.clients.gateway;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a call received from the knowledge base of its route. Contains no text of a document.
///
/// @param passages that the model received, best first; absent if none
/// @param withheld passages that the guards left out; absent if none
/// @param failed true if the knowledge base could not be searched; else absent
public record CallRetrieval(
        String knowledgeBase,
        @Nullable List<CitedChunk> passages,
        @Nullable List<CitedChunk> withheld,
        @Nullable Boolean failed) {

    /// A chunk of a version of a document.
    ///
    /// @param document id of the document in the knowledge base
    /// @param score comparable within one call only
    public record CitedChunk(UUID chunk, String document, int version, double score) {}
}
