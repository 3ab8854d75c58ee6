package io.plumbline.gateway.journal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Takes away the file under a journal, as a full or failing disk does.
public final class BrokenJournal {

    private BrokenJournal() {}

    /// The next append fails; the one after it begins a new file.
    public static void once(Journal journal) {
        try {
            journal.segments().current().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A journal on a disk that takes what is written, and says that it could not keep it.
    ///
    /// @param failing whether it says so
    public static Journal unflushed(JournalProperties properties, AtomicBoolean failing) throws IOException {
        return new Journal(properties, file -> {
            if (failing.get()) {
                throw new IOException("Input/output error");
            }
        });
    }
}
