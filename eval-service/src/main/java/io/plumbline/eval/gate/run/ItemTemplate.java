package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.suite.SuiteDocument.Message;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Puts an item's fields into the messages of a suite: `{{input}}`, `{{context}}` and whatever else the
/// record has. A field that the record has not is left as it stands, so that it shows in the answer instead
/// of vanishing. What is put in is never read as a template again. Linear in the length of the template and
/// the values.
public final class ItemTemplate {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ItemTemplate() {}

    public static List<Map<String, String>> render(List<Message> messages, GateItem item) {
        return messages.stream()
                .map(message -> Map.of("role", message.role(), "content", render(message.content(), item)))
                .toList();
    }

    private static String render(String template, GateItem item) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (true) {
            int open = template.indexOf("{{", at);
            int close = open < 0 ? -1 : template.indexOf("}}", open);
            if (close < 0) {
                return text.append(template, at, template.length()).toString();
            }
            text.append(template, at, open);
            Object value = item.fields().get(template.substring(open + 2, close).strip());
            switch (value) {
                case null -> text.append(template, open, close + 2);
                case String string -> text.append(string);
                default -> text.append(JSON.writeValueAsString(value));
            }
            at = close + 2;
        }
    }
}
