package io.plumbline.registry.dataset.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a file record by record, holding at most one. Stateless.
public interface RecordReader {

    /// Maximum length of a record, in bytes of the file.
    int MAX_RECORD = 1_000_000;

    /// Receives records and errors.
    interface Sink {

        /// A record, not yet validated.
        ///
        /// @param line its first line, from 1
        void record(int line, Map<String, @Nullable Object> members);

        /// An unreadable line.
        ///
        /// @param pointer into the line's object; empty for the whole line
        void fault(int line, String pointer, String message);
    }

    /// Reads to the end despite errors.
    void read(InputStream file, Sink sink) throws IOException;
}
