package io.plumbline.gateway.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What lies in a journal.
public final class JournalRecords {

    private JournalRecords() {}

    /// Takes the records that are not yet stored out of the journal.
    public static List<byte[]> of(Journal journal, JournalProperties properties) throws IOException {
        List<byte[]> records = new ArrayList<>();
        JournalSink sink = all -> {
            records.addAll(all);
            return List.of();
        };
        new JournalDrain(journal, sink, properties).drainAll();
        return records;
    }
}
