package io.plumbline.eval.gate.run.system;

import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.suite.document.MessageText;
import io.plumbline.eval.suite.document.SuiteDocument.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Inserts an item's fields into the messages of a suite: `{{input}}`, `{{context}}` and all other fields except
/// the references. A record that lacks a field has no messages: it is an error of the item, and nothing is sent.
public final class ItemTemplate {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ItemTemplate() {}

    /// @throws IllegalArgumentException if the item lacks a field
    public static List<Map<String, String>> render(List<Message> messages, GateItem item) {
        Set<String> missing = missing(messages, item);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(GateAnswer.LACKS_A_FIELD + " " + missing);
        }
        return shown(messages, item);
    }

    /// Renders the messages with missing fields left as placeholders, for comparing items; never send the result.
    public static List<Map<String, String>> shown(List<Message> messages, GateItem item) {
        return messages.stream()
                .map(message -> Map.of(
                        "role",
                        message.role(),
                        "content",
                        MessageText.fill(message.content(), name -> text(item, name))))
                .toList();
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
        return name.equals(GateItem.REFERENCES) ? null : text(item.fields().get(name));
    }

    /// Returns a value as inserted: a string verbatim, everything else as JSON.
    public static @Nullable String text(@Nullable Object value) {
        return value == null || value instanceof String ? (String) value : JSON.writeValueAsString(value);
    }
}
