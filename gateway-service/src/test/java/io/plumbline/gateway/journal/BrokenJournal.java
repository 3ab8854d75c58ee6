package io.plumbline.gateway.journal;

import java.io.IOException;

/// Takes away the file under a journal, as a full or failing disk does.
public final class BrokenJournal {

    private BrokenJournal() {}

    /// The next append fails; the one after it begins a new file.
    public static void once(Journal journal) {
        try {
            journal.current().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
