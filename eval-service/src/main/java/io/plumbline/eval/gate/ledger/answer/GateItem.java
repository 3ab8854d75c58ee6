package io.plumbline.eval.gate.ledger.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A dataset record in a gate.
///
/// @param item its position in the dataset, from 0
/// @param fields the record's fields, as uploaded
public record GateItem(int item, String recordId, @Nullable String slice, Map<String, Object> fields) {

    /// The field that is never shown to a system.
    public static final String REFERENCES = "references";

    /// The fields with what is expected, which are never shown to a system.
    public static final Set<String> HIDDEN = Set.of(REFERENCES, "expectedCalls", "goalState", "relevantPassages");

    private static final String CLUSTER = "cluster";

    public static GateItem of(int item, Map<String, Object> fields) {
        Object id = fields.get("id");
        Object slice = fields.get("slice");
        return new GateItem(
                item, id == null ? String.valueOf(item) : storable(id), slice == null ? null : storable(slice), fields);
    }

    /// Postgres cannot store a NUL.
    private static String storable(Object value) {
        return value.toString().replace('\0', '\uFFFD');
    }

    /// Returns its cluster, for example the document it asks about: the record's `cluster`; the item itself
    /// without one.
    public String cluster() {
        Object cluster = fields.get(CLUSTER);
        return cluster == null ? "item " + item : "cluster " + cluster;
    }

    /// Returns a copy with its cluster and no other field.
    public GateItem withoutTexts() {
        Object cluster = fields.get(CLUSTER);
        return new GateItem(item, recordId, slice, cluster == null ? Map.of() : Map.of(CLUSTER, cluster));
    }

    /// Whether it has more than its cluster.
    public boolean hasTexts() {
        return !Set.of(CLUSTER).containsAll(fields.keySet());
    }

    /// Returns the question for people.
    public String input() {
        Object input = fields.get("input");
        if (input == null
                && fields.get("messages") instanceof List<?> messages
                && !messages.isEmpty()
                && messages.getLast() instanceof Map<?, ?> last) {
            input = last.get("content");
        }
        return input == null ? "" : input.toString();
    }

    public List<String> references() {
        List<String> references = new ArrayList<>();
        if (fields.get(REFERENCES) instanceof List<?> list) {
            list.forEach(reference -> references.add(String.valueOf(reference)));
        }
        return references;
    }

    /// Returns its fields with these names.
    public Map<String, Object> fieldsOf(Set<String> names) {
        Map<String, Object> chosen = new LinkedHashMap<>(fields);
        chosen.keySet().retainAll(names);
        return chosen;
    }
}
