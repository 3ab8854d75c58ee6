package io.plumbline.registry.dataset.mapping;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Leaves rows as they are: the file already has the members of records.
record UnchangedRows() implements RecordMapping {

    @Override
    public Map<String, @Nullable Object> apply(Map<String, @Nullable Object> row, BiConsumer<String, String> faults) {
        return row;
    }

    @Override
    public String origin(String pointer) {
        return pointer;
    }

    @Override
    public Set<String> lists() {
        return Set.of("references", "messages");
    }
}
