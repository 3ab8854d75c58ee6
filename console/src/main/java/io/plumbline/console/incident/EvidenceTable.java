package io.plumbline.console.incident;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Part of the evidence of an incident or an alert as a table. Sibling objects, for example the two variants of a
/// rollout or its
/// metrics, become columns of one table. Nested values are named by their path.
///
/// @param title the path in the evidence; empty at the top level
/// @param columns empty if there is one value per name
public record EvidenceTable(String title, List<String> columns, List<Row> rows) {

    private static final String DEEPER = " · ";

    /// Beyond this number, columns are unreadable and become rows.
    private static final int MAX_COLUMNS = 6;

    /// @param values one per column, or one
    public record Row(String name, List<EvidenceValue> values) {}

    /// Returns all of the evidence, in the order of its names.
    public static List<EvidenceTable> of(Map<String, ? extends @Nullable Object> evidence) {
        List<EvidenceTable> tables = new ArrayList<>();
        collect("", new TreeMap<>(evidence), tables);
        return List.copyOf(tables);
    }

    private static void collect(String title, Map<String, @Nullable Object> members, List<EvidenceTable> tables) {
        List<Row> rows = new ArrayList<>();
        Map<String, Map<String, @Nullable Object>> maps = new LinkedHashMap<>();
        Map<String, List<Map<String, @Nullable Object>>> lists = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            List<Map<String, @Nullable Object>> items = mapsIn(value);
            if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                maps.put(key, sorted(map));
            } else if (items.size() > 1 && items.size() <= MAX_COLUMNS) {
                lists.put(key, items);
            } else {
                flatten(key, value).forEach((name, leaf) -> rows.add(row(name, List.of(leaf))));
            }
        });
        if (!rows.isEmpty()) {
            tables.add(new EvidenceTable(title, List.of(), List.copyOf(rows)));
        }
        if (maps.size() > 1 && maps.size() <= MAX_COLUMNS) {
            List<String> columns =
                    maps.keySet().stream().map(EvidenceValue::words).toList();
            tables.add(ofColumns(below(title, String.join(", ", columns)), columns, List.copyOf(maps.values())));
        } else {
            for (Map.Entry<String, Map<String, @Nullable Object>> map : maps.entrySet()) {
                collect(below(title, EvidenceValue.words(map.getKey())), map.getValue(), tables);
            }
        }
        for (Map.Entry<String, List<Map<String, @Nullable Object>>> list : lists.entrySet()) {
            List<Map<String, @Nullable Object>> items = list.getValue();
            tables.add(ofColumns(below(title, EvidenceValue.words(list.getKey())), namesOf(items), unnamed(items)));
        }
    }

    private static EvidenceTable ofColumns(
            String title, List<String> columns, List<Map<String, @Nullable Object>> things) {
        List<Map<String, EvidenceLeaf>> leaves =
                things.stream().map(thing -> flatten("", thing)).toList();
        TreeSet<String> names = new TreeSet<>();
        leaves.forEach(each -> names.addAll(each.keySet()));
        List<Row> rows = names.stream()
                .map(name -> row(
                        name,
                        leaves.stream()
                                .map(each -> each.getOrDefault(name, EvidenceLeaf.NONE))
                                .toList()))
                .toList();
        return new EvidenceTable(title, columns, rows);
    }

    private static Row row(String name, List<EvidenceLeaf> leaves) {
        String key = name.substring(name.lastIndexOf(DEEPER) < 0 ? 0 : name.lastIndexOf(DEEPER) + DEEPER.length());
        return new Row(
                EvidenceValue.label(name),
                leaves.stream().map(leaf -> EvidenceValue.of(key, leaf.value())).toList());
    }

    /// Returns each value by its path of raw keys.
    private static Map<String, EvidenceLeaf> flatten(String way, @Nullable Object value) {
        Map<String, EvidenceLeaf> leaves = new TreeMap<>();
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> sorted(map).forEach((key, each) -> leaves.putAll(flatten(below(way, key), each)));
            case List<?> list
            when list.stream().anyMatch(each -> each instanceof Map || each instanceof List) -> {
                for (int i = 0; i < list.size(); i++) {
                    leaves.putAll(flatten(below(way, String.valueOf(i + 1)), list.get(i)));
                }
            }
            case null, default -> leaves.put(way, new EvidenceLeaf(value));
        }
        return leaves;
    }

    /// Returns the names of list items: their distinct `name`s, else their positions.
    private static List<String> namesOf(List<Map<String, @Nullable Object>> items) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            names.add(items.get(i).get("name") instanceof String name ? EvidenceValue.words(name) : "");
        }
        boolean named = !names.contains("") && names.stream().distinct().count() == names.size();
        for (int i = 0; !named && i < names.size(); i++) {
            names.set(i, String.valueOf(i + 1));
        }
        return List.copyOf(names);
    }

    private static List<Map<String, @Nullable Object>> unnamed(List<Map<String, @Nullable Object>> items) {
        if (namesOf(items).getFirst().equals("1")) {
            return items;
        }
        items.forEach(item -> item.remove("name"));
        return items;
    }

    /// Returns the items of a list that contains only objects; else nothing.
    private static List<Map<String, @Nullable Object>> mapsIn(@Nullable Object value) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            list.forEach(each -> maps.add(sorted((Map<?, ?>) each)));
        }
        return maps;
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }

    private static String below(String way, String key) {
        return way.isEmpty() ? key : way + DEEPER + key;
    }

    private record EvidenceLeaf(@Nullable Object value) {
        static final EvidenceLeaf NONE = new EvidenceLeaf(null);
    }
}
