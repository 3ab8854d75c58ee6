package io.plumbline.registry.knowledge.connector.source;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An open source of documents. Not thread-safe.
public interface DocumentSource extends AutoCloseable {

    /// A page of the list of documents.
    ///
    /// @param next where the next page begins; null on the last page
    /// @param log of a source that is a log; null for others
    record Listing(
            List<SourceEntry> entries,
            @Nullable String next,
            @Nullable LogPage log) {

        Listing(List<SourceEntry> entries, @Nullable String next) {
            this(entries, next, null);
        }
    }

    /// What a page of a log has besides documents.
    ///
    /// @param removed the keys of documents that the log deletes
    /// @param reached the position from which the next run continues
    record LogPage(Set<String> removed, String reached) {}

    /// Returns the page that begins at a position. Positions stay valid after the source was closed.
    ///
    /// @param position `next` of an earlier page; null for the first page
    Listing list(@Nullable String position) throws SourceException;

    /// Returns the page that begins at a position, with a limit that only logs keep.
    ///
    /// @param most documents that the page has at most, at least 1
    default Listing list(@Nullable String position, int most) throws SourceException {
        return list(position);
    }

    /// Reads a document that was listed without its text. The caller closes it.
    ///
    /// @param fingerprint of the version that is stored; null for none. For a log, the listed one, which says where
    ///     the document is
    /// @return null if the document is still that version
    @Nullable
    FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException;

    /// Whether lists contain the documents themselves, so that [#fetch] is not needed.
    default boolean listsTexts() {
        return false;
    }

    /// Whether the source is a log of changes: it lists what has changed since the last run, not all documents.
    default boolean isLog() {
        return false;
    }

    @Override
    default void close() {}
}
