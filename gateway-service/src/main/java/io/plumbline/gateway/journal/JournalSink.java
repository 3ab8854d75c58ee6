package io.plumbline.gateway.journal;

import java.util.List;

/// Receives the journal's records.
public interface JournalSink {

    /// Stores all of the records or none, except those that can never be stored. May receive records again that
    /// it has already stored.
    ///
    /// @return records that can never be stored; they are set aside
    /// @throws UnreadableRecordsException if it can read none of them
    /// @throws RuntimeException if it fails now; the records are delivered again later
    List<byte[]> store(List<byte[]> records);

    /// Called once everything that earlier processes left in this journal is stored. Called again if it throws.
    default void caughtUp() {}
}
