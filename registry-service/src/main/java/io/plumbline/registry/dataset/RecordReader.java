package io.plumbline.registry.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a file record by record, holding no more than one. Stateless.
interface RecordReader {

    /// Longest record, in bytes of the file.
    int MAX_RECORD = 1_000_000;

    /// Takes what is read.
    interface Sink {

        /// A record, not yet checked.
        ///
        /// @param line the line it begins in, from 1
        void record(int line, Map<String, @Nullable Object> members);

        /// A line that cannot be read.
        ///
        /// @param pointer into the line's object; empty for the line
        void fault(int line, String pointer, String message);
    }

    /// Reads to the end, whatever the faults.
    void read(InputStream file, Sink sink) throws IOException;
}
