package io.plumbline.registry.dataset.file;

import io.plumbline.registry.dataset.mapping.RecordMapping;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Maps the rows of a file before they reach another sink.
record MappedSink(RecordMapping mapping, RecordReader.Sink sink) implements RecordReader.Sink {

    @Override
    public void record(int line, Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> mapped =
                mapping.apply(members, (pointer, message) -> sink.fault(line, pointer, message));
        if (mapped != null) {
            sink.record(line, mapped);
        }
    }

    @Override
    public void fault(int line, String pointer, String message) {
        sink.fault(line, pointer, message);
    }
}
