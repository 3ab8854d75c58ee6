package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.suite.MessageText;
import io.plumbline.eval.suite.SuiteDocument.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Puts an item's fields into the messages of a suite: `{{input}}`, `{{context}}` and whatever else the
/// record has, but its references. A record that lacks one of them has no messages: it is an error of the item,
/// and nothing is sent.
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

    /// The same with what the item lacks left as it stands, to compare items by; never to be sent.
    static List<Map<String, String>> shown(List<Message> messages, GateItem item) {
        return messages.stream()
                .map(message -> Map.of(
                        "role",
                        message.role(),
                        "content",
                        MessageText.fill(message.content(), name -> text(item, name))))
                .toList();
    }

    /// The fields that the messages name and the item lacks, in the order of the messages.
    static Set<String> missing(List<Message> messages, GateItem item) {
        Set<String> missing = fields(messages);
        missing.removeIf(name -> text(item, name) != null);
        return missing;
    }

    /// The fields that the messages name, in their order.
    static Set<String> fields(List<Message> messages) {
        Set<String> names = new LinkedHashSet<>();
        messages.forEach(message -> names.addAll(MessageText.fields(message.content())));
        return names;
    }

    private static @Nullable String text(GateItem item, String name) {
        return name.equals(GateItem.REFERENCES) ? null : text(item.fields().get(name));
    }

    /// A value as it is put into a message: a string as it is, all else as JSON.
    static @Nullable String text(@Nullable Object value) {
        return value == null || value instanceof String ? (String) value : JSON.writeValueAsString(value);
    }
}
