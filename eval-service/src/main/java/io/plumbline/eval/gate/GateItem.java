package io.plumbline.eval.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One record of the dataset as a gate uses it.
///
/// @param item its place in the dataset, from 0
/// @param fields the record's fields, as they were uploaded
record GateItem(int item, String recordId, @Nullable String slice, Map<String, Object> fields) {

    static GateItem of(int item, Map<String, Object> fields) {
        Object id = fields.get("id");
        Object slice = fields.get("slice");
        return new GateItem(
                item, id == null ? String.valueOf(item) : id.toString(), slice == null ? null : slice.toString(), fields);
    }

    /// The question, for people to read.
    String input() {
        Object input = fields.get("input");
        return input == null ? String.valueOf(fields.get("messages")) : input.toString();
    }

    List<String> references() {
        List<String> references = new ArrayList<>();
        if (fields.get("references") instanceof List<?> list) {
            list.forEach(reference -> references.add(String.valueOf(reference)));
        }
        return references;
    }
}
