package io.plumbline.registry.knowledge.connector.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An open source of documents. Not thread-safe.
public interface DocumentSource extends AutoCloseable {

    /// A page of the list of documents.
    ///
    /// @param next where the next page begins; null on the last page
    record Listing(List<SourceEntry> entries, @Nullable String next) {}

    /// Returns the page that begins at a position. Positions stay valid after the source was closed.
    ///
    /// @param position `next` of an earlier page; null for the first page
    Listing list(@Nullable String position) throws SourceException;

    /// Reads a document that was listed without its text. The caller closes it.
    ///
    /// @param fingerprint of the version that is stored; null for none
    /// @return null if the document is still that version
    @Nullable
    FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException;

    /// Whether lists contain the documents themselves, so that [#fetch] is not needed.
    default boolean listsTexts() {
        return false;
    }

    @Override
    default void close() {}
}
