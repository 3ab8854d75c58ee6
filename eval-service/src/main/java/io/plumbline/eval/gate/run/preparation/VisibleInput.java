package io.plumbline.eval.gate.run.preparation;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.run.system.ItemTemplate;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of an item that the systems of a gate see. Two records that look the same to every system are one
/// question, whatever their other fields: a system answers both alike, so the second adds no information, even if
/// a judge sees more of them.
final class VisibleInput {

    private final @Nullable List<Message> messages;
    private final List<Set<String>> variables;
    private final SuiteDocument document;

    private VisibleInput(@Nullable List<Message> messages, List<Set<String>> variables, SuiteDocument document) {
        this.document = document;
        this.messages = messages;
        this.variables = List.copyOf(variables);
    }

    static VisibleInput of(Gate gate, List<SystemUnderTest> systems) {
        List<Set<String>> variables = new ArrayList<>();
        boolean byMessages = false;
        for (SystemUnderTest system : systems) {
            if (system.prompt() == null) {
                byMessages = true;
            } else {
                variables.add(system.variables());
            }
        }
        return new VisibleInput(byMessages ? gate.document().template().messages() : null, variables, gate.document());
    }

    /// Returns equal values for items that no system can distinguish: the suite's messages as sent, and the
    /// values of all prompt variables.
    Object of(GateItem item) {
        List<Object> shown = new ArrayList<>();
        if (messages != null) {
            shown.add(ItemTemplate.shown(messages, item));
        }
        for (Set<String> names : variables) {
            Map<String, @Nullable String> texts = new HashMap<>();
            item.fieldsOf(names).forEach((name, value) -> texts.put(name, ItemTemplate.text(value)));
            shown.add(texts);
        }
        if (document.agent() != null) {
            shown.add(conversation(item));
        } else if (document.tools() != null) {
            shown.add(String.valueOf(ItemTemplate.text(item.fields().get("tools"))));
        }
        return shown;
    }

    /// All other fields may be part of a simulated user's instructions.
    private Object conversation(GateItem item) {
        Map<String, Object> fields = new HashMap<>(item.fields());
        GateItem.HIDDEN.forEach(fields::remove);
        fields.remove("id");
        fields.remove("slice");
        return fields;
    }
}
