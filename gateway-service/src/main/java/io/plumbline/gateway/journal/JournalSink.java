package io.plumbline.gateway.journal;

import java.util.List;

/// Where the journal's records go.
public interface JournalSink {

    /// Stores the records, all or none. May be given records again that it has stored before.
    ///
    /// @throws RuntimeException when it cannot now: they are given again later
    void store(List<byte[]> records);
}
