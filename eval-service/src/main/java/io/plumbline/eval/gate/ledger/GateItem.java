package io.plumbline.eval.gate.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One record of the dataset as a gate uses it.
///
/// @param item its place in the dataset, from 0
/// @param fields the record's fields, as they were uploaded
public record GateItem(int item, String recordId, @Nullable String slice, Map<String, Object> fields) {

    /// The field that is never shown to a system.
    public static final String REFERENCES = "references";

    private static final String CLUSTER = "cluster";
    private static final Set<String> NOT_ASKED = Set.of("id", "slice", REFERENCES);

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

    /// What it belongs to, such as the document that it asks about: the record's `cluster`; itself if it
    /// has none.
    public String cluster() {
        Object cluster = fields.get(CLUSTER);
        return cluster == null ? "item " + item : "cluster " + cluster;
    }

    /// The same with what it belongs to, and no other field.
    public GateItem withoutTexts() {
        Object cluster = fields.get(CLUSTER);
        return new GateItem(item, recordId, slice, cluster == null ? Map.of() : Map.of(CLUSTER, cluster));
    }

    /// Whether there is more than what it belongs to.
    public boolean hasTexts() {
        return !Set.of(CLUSTER).containsAll(fields.keySet());
    }

    /// The question, for people to read.
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

    /// What makes it another question than those before it: all but its names and its answers.
    public Object asks() {
        Map<String, Object> asked = new HashMap<>(fields);
        asked.keySet().removeAll(NOT_ASKED);
        return asked;
    }

    /// Those of its fields that have one of these names.
    public Map<String, Object> fieldsOf(Set<String> names) {
        Map<String, Object> chosen = new LinkedHashMap<>(fields);
        chosen.keySet().retainAll(names);
        return chosen;
    }
}
