package io.plumbline.eval.gate.run.system;

import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.suite.document.MessageText;
import io.plumbline.eval.suite.document.SuiteDocument.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Inserts an item's fields into the messages of a suite: `{{input}}`, `{{context}}` and all other fields except
/// the references. A record that lacks a field has no messages: it is an error of the item, and nothing is sent.
///
/// A message that consists of `{{messages}}` becomes the record's `messages`, each with its own role, if these are chat
/// messages. Within other text they are inserted as JSON.
public final class ItemTemplate {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MESSAGES = "messages";
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final List<String> SENT = List.of("role", "content", "name", "tool_calls", "tool_call_id");

    private ItemTemplate() {}

    /// @throws IllegalArgumentException if the item lacks a field
    public static List<Map<String, Object>> render(List<Message> messages, GateItem item) {
        Set<String> missing = missing(messages, item);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(GateAnswer.LACKS_A_FIELD + " " + missing);
        }
        return shown(messages, item);
    }

    /// Renders the messages with missing fields left as placeholders, for comparing items; never send the result.
    public static List<Map<String, Object>> shown(List<Message> messages, GateItem item) {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Message message : messages) {
            List<Map<String, Object>> own = isPlaceholder(message.content()) ? messages(item) : null;
            if (own != null) {
                shown.addAll(own);
            } else {
                shown.add(Map.of(
                        "role",
                        message.role(),
                        "content",
                        MessageText.fill(message.content(), name -> text(item, name))));
            }
        }
        return shown;
    }

    /// Returns the messages as texts by role: content that is not text as JSON.
    static List<Map<String, String>> texts(List<Map<String, Object>> messages) {
        return messages.stream()
                .map(message -> Map.of(
                        "role",
                        String.valueOf(message.get("role")),
                        "content",
                        Objects.requireNonNullElse(text(message.get("content")), "")))
                .toList();
    }

    /// Returns the record's `messages`; null if they are not chat messages in OpenAI's format.
    static @Nullable List<Map<String, Object>> messages(GateItem item) {
        if (!(item.fields().get(MESSAGES) instanceof List<?> list) || list.isEmpty()) {
            return null;
        }
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> given)
                    || !(given.get("role") instanceof String role)
                    || !ROLES.contains(role)) {
                return null;
            }
            Map<String, Object> message = new LinkedHashMap<>();
            SENT.stream().filter(given::containsKey).forEach(name -> message.put(name, given.get(name)));
            messages.add(message);
        }
        return messages;
    }

    private static boolean isPlaceholder(String content) {
        String text = content.strip();
        return text.startsWith("{{")
                && text.indexOf("}}") == text.length() - 2
                && text.substring(2, text.length() - 2).strip().equals(MESSAGES);
    }

    /// Returns the fields of the messages that the item lacks, in message order.
    public static Set<String> missing(List<Message> messages, GateItem item) {
        Set<String> missing = fields(messages);
        missing.removeIf(name -> text(item, name) != null);
        return missing;
    }

    /// Returns the fields of the messages in order.
    public static Set<String> fields(List<Message> messages) {
        Set<String> names = new LinkedHashSet<>();
        messages.forEach(message -> names.addAll(MessageText.fields(message.content())));
        return names;
    }

    private static @Nullable String text(GateItem item, String name) {
        return GateItem.HIDDEN.contains(name) ? null : text(item.fields().get(name));
    }

    /// Returns a value as inserted: a string verbatim, everything else as JSON.
    public static @Nullable String text(@Nullable Object value) {
        return value == null || value instanceof String ? (String) value : JSON.writeValueAsString(value);
    }
}
