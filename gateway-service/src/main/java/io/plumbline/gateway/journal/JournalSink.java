package io.plumbline.gateway.journal;

import java.util.List;

/// Where the journal's records go.
public interface JournalSink {

    /// Stores the records, all or none, but for those that can be stored in no way. May be given records
    /// again that it has stored before.
    ///
    /// @return those that can be stored in no way: they are set aside
    /// @throws UnreadableRecordsException when it can read none of them
    /// @throws RuntimeException when it cannot now: they are given again later
    List<byte[]> store(List<byte[]> records);

    /// All that earlier processes left in this journal has been stored. Called again if it throws.
    default void caughtUp() {}
}
