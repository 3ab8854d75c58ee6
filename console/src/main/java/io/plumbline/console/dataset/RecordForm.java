package io.plumbline.console.dataset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form that adds a record to a dataset.
///
/// @param references the reference answers, separated by lines of three hyphens
record RecordForm(
        @Nullable String id,
        @Nullable String input,
        @Nullable String references,
        @Nullable String context,
        @Nullable String slice) {

    static final RecordForm EMPTY = new RecordForm("", "", "", "", "");

    Map<String, Object> record() {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "id", id);
        members.put("input", unix(input));
        members.put("references", referenceList());
        put(members, "context", context);
        put(members, "slice", slice);
        return members;
    }

    private List<String> referenceList() {
        return Arrays.stream(unix(references).split("(?m)^---+[ \\t]*$"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static void put(Map<String, Object> members, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            members.put(name, unix(value).strip());
        }
    }

    private static String unix(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").replace("\r\n", "\n");
    }
}
