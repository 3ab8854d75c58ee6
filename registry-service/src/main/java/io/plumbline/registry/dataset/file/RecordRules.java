package io.plumbline.registry.dataset.file;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The form of a record: `{"id"?, "input" | "messages", "references": [..], "context"?, "slice"?, …}`. Other
/// members are kept unchanged.
final class RecordRules {

    private static final int MAX_MEMBERS = 100;
    private static final int MAX_ID = 200;
    private static final int MAX_SLICE = 100;
    private static final int MAX_LIST = 200;
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");

    private RecordRules() {}

    /// Reports the errors of a record: a JSON Pointer into it, and a message that quotes nothing.
    static void check(Map<String, @Nullable Object> record, BiConsumer<String, String> faults) {
        if (record.size() > MAX_MEMBERS) {
            faults.accept("", "has more than " + MAX_MEMBERS + " members");
        }
        checkId(record.get("id"), faults);
        checkQuestion(record.get("input"), record.get("messages"), faults);
        if (record.get("references") == null) {
            faults.accept("/references", "is required: a list of strings, which may be empty");
        } else if (!isTexts(record.get("references"))) {
            faults.accept("/references", "must be a list of at most " + MAX_LIST + " strings");
        }
        Object context = record.get("context");
        if (context != null && !(context instanceof String) && !isTexts(context)) {
            faults.accept("/context", "must be a string or a list of strings");
        }
        if (record.get("slice") != null && !isText(record.get("slice"), MAX_SLICE)) {
            faults.accept("/slice", "must be a string of 1 to " + MAX_SLICE + " characters");
        }
    }

    private static void checkId(@Nullable Object id, BiConsumer<String, String> faults) {
        boolean whole = id instanceof Integer || id instanceof Long;
        if (id != null && !whole && !isText(id, MAX_ID)) {
            faults.accept("/id", "must be a string of 1 to " + MAX_ID + " characters or a whole number");
        }
    }

    private static void checkQuestion(
            @Nullable Object input, @Nullable Object messages, BiConsumer<String, String> faults) {
        if ((input == null) == (messages == null)) {
            faults.accept("", "must have either input or messages");
        } else if (input != null && !isText(input, RecordReader.MAX_RECORD)) {
            faults.accept("/input", "must be a non-blank string");
        } else if (messages != null && !isMessages(messages)) {
            faults.accept("/messages", "must be a list of 1 to " + MAX_LIST + " objects with role and content");
        }
    }

    private static boolean isMessages(Object value) {
        return value instanceof List<?> list
                && !list.isEmpty()
                && list.size() <= MAX_LIST
                && list.stream()
                        .allMatch(each -> each instanceof Map<?, ?> message
                                && message.get("role") instanceof String role
                                && ROLES.contains(role)
                                && (message.get("content") instanceof String
                                        || message.get("content") instanceof List<?>));
    }

    private static boolean isTexts(@Nullable Object value) {
        return value instanceof List<?> list
                && list.size() <= MAX_LIST
                && list.stream().allMatch(String.class::isInstance);
    }

    private static boolean isText(@Nullable Object value, int most) {
        return value instanceof String text && !text.isBlank() && text.length() <= most;
    }
}
