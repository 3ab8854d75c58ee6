package io.plumbline.registry.dataset.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps what a reader gives it.
final class RecordedSink implements RecordReader.Sink {

    final List<Map<String, @Nullable Object>> records = new ArrayList<>();
    final List<Integer> lines = new ArrayList<>();
    final List<String> faults = new ArrayList<>();

    @Override
    public void record(int line, Map<String, @Nullable Object> members) {
        lines.add(line);
        records.add(members);
    }

    @Override
    public void fault(int line, String pointer, String message) {
        faults.add(line + pointer + ": " + message);
    }
}
