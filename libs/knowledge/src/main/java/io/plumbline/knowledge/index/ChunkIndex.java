package io.plumbline.knowledge.index;

import java.util.List;

/// The search index of a knowledge base: words by BM25, vectors by their neighbours, joined by rank.
///
/// The index is derived data: the database has the chunks, and the owner fills an index that [#isEmpty] from there.
/// Thread-safe.
public interface ChunkIndex extends AutoCloseable {

    IndexSettings settings();

    /// Makes all changes in one step: a search finds either none of them or all, also after a crash. On return they
    /// are durable and visible.
    ///
    /// @param position the point from which the owner continues later, such as the number of the last change
    /// @throws IllegalArgumentException when a chunk does not fit the index; nothing is changed then
    void apply(List<DocumentChange> changes, String position);

    /// Makes changes that become durable and visible with the next [#apply] at the latest, to fill an index.
    ///
    /// @throws IllegalArgumentException when a chunk does not fit the index; nothing is changed then
    void stage(List<DocumentChange> changes);

    /// Returns the best chunks that the caller may find, in descending order of score.
    ///
    /// @throws InvalidSearchException when the query is invalid
    List<ChunkHit> search(SearchQuery query);

    /// Returns the number of chunks that can be found.
    int chunks();

    /// Whether nothing was ever applied: the owner must fill the index.
    boolean isEmpty();

    /// Returns the number of times that changes were applied, for caches of results; 0 for an empty index.
    long generation();

    /// Returns the position of the last [#apply]; empty for an empty index.
    String position();

    @Override
    void close();
}
