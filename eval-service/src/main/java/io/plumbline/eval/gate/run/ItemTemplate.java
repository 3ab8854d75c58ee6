package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.suite.MessageText;
import io.plumbline.eval.suite.SuiteDocument.Message;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Puts an item's fields into the messages of a suite: `{{input}}`, `{{context}}` and whatever else the
/// record has, but its references. A field that the record has not is left as it stands, so that it shows in the
/// answer instead of vanishing.
public final class ItemTemplate {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ItemTemplate() {}

    public static List<Map<String, String>> render(List<Message> messages, GateItem item) {
        return messages.stream()
                .map(message -> Map.of(
                        "role",
                        message.role(),
                        "content",
                        MessageText.fill(message.content(), name -> text(item, name))))
                .toList();
    }

    private static @Nullable String text(GateItem item, String name) {
        return name.equals(GateItem.REFERENCES) ? null : text(item.fields().get(name));
    }

    /// A value as it is put into a message: a string as it is, all else as JSON.
    static @Nullable String text(@Nullable Object value) {
        return value == null || value instanceof String ? (String) value : JSON.writeValueAsString(value);
    }
}
