package io.plumbline.knowledge.index;

import java.util.List;

/// A change to the chunks of a document.
public sealed interface DocumentChange {

    /// The document's chunks are from now on these and no others.
    record Replace(String documentId, List<IndexedChunk> chunks) implements DocumentChange {
        public Replace {
            chunks = List.copyOf(chunks);
        }
    }

    /// The document has no chunks from now on.
    record Delete(String documentId) implements DocumentChange {}

    /// No document has chunks from now on.
    record Clear() implements DocumentChange {}
}
