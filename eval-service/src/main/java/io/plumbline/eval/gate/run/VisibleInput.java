package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.suite.SuiteDocument.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the systems of a gate are shown of an item. Two records of which no system sees a difference are one
/// question, whatever else they say of themselves: a system answers both alike, so the second tells nothing.
/// That is also so where a judge sees more of them.
final class VisibleInput {

    private final @Nullable List<Message> messages;
    private final List<Set<String>> variables;

    private VisibleInput(@Nullable List<Message> messages, List<Set<String>> variables) {
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
        return new VisibleInput(byMessages ? gate.document().template().messages() : null, variables);
    }

    /// The same of two items that no system can tell apart: the suite's messages as they are sent, and what is
    /// put into prompts, of which every variable is shown.
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
        return shown;
    }
}
