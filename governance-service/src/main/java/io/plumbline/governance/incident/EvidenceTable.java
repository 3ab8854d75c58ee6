package io.plumbline.governance.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Evidence as rows for a page: one for each value, named by the way to it, such as `canary.errors`.
final class EvidenceTable {

    private EvidenceTable() {}

    record Row(String name, String value) {}

    /// In the order of the names.
    static List<Row> of(Map<String, ? extends @Nullable Object> evidence) {
        List<Row> rows = new ArrayList<>();
        new TreeMap<>(evidence).forEach((name, value) -> add(rows, name, value));
        return List.copyOf(rows);
    }

    private static void add(List<Row> rows, String name, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                map.forEach((key, member) -> sorted.put(String.valueOf(key), member));
                sorted.forEach((key, member) -> add(rows, name + "." + key, member));
            }
            case List<?> list
            when !list.isEmpty() && list.stream().anyMatch(EvidenceTable::isNested) -> {
                for (int i = 0; i < list.size(); i++) {
                    add(rows, name + "[" + i + "]", list.get(i));
                }
            }
            case List<?> list -> rows.add(new Row(name, join(list)));
            case Map<?, ?> _ -> rows.add(new Row(name, ""));
            case null -> rows.add(new Row(name, ""));
            default -> rows.add(new Row(name, value.toString()));
        }
    }

    private static boolean isNested(@Nullable Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static String join(List<?> values) {
        return String.join(", ", values.stream().map(String::valueOf).toList());
    }
}
