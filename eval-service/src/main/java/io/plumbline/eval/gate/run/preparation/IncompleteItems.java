package io.plumbline.eval.gate.run.preparation;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.run.system.ItemTemplate;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.gate.run.system.UnrunnableGateException;
import io.plumbline.eval.suite.document.RecordFields;
import io.plumbline.eval.suite.document.RetrievalRule;
import io.plumbline.eval.suite.document.SuiteDocument.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Finds the items whose records lack a field of the suite's messages, and stores an error for each, so that they
/// are never sent. For one gate and one thread.
final class IncompleteItems {

    private static final int LONGEST = 200;

    private final Gate gate;
    private final List<Message> messages;
    private final List<Side> sides;
    private final AnswerStore answers;
    private final RecordFields fields = new RecordFields();
    private final Set<String> unseen;
    private final Set<String> given;

    private IncompleteItems(Gate gate, List<Message> messages, List<Side> sides, AnswerStore answers) {
        this.gate = gate;
        this.messages = messages;
        this.sides = sides;
        this.answers = answers;
        this.unseen = new TreeSet<>(sides.isEmpty() ? Set.of() : ItemTemplate.fields(messages));
        this.given = gate.document().retrieval() == null ? Set.of() : Set.of(RetrievalRule.PASSAGES);
        unseen.removeAll(given);
    }

    /// For systems called with the suite's messages; a registered prompt reports missing variables itself, and
    /// a candidate whose outputs were produced elsewhere is not called.
    static IncompleteItems of(Gate gate, List<SystemUnderTest> systems, AnswerStore answers) {
        List<Message> messages = gate.document().template().messages();
        List<Side> sides = systems.stream()
                .filter(system -> system.prompt() == null)
                .filter(system -> gate.outputs() == null || system.side() != Side.CANDIDATE)
                .map(SystemUnderTest::side)
                .toList();
        return new IncompleteItems(gate, messages == null ? List.of() : messages, sides, answers);
    }

    /// Checks stored items.
    void put(List<GateItem> items) {
        if (sides.isEmpty()) {
            return;
        }
        List<GateAnswer> errors = new ArrayList<>();
        for (GateItem item : items) {
            fields.add(item.fields().keySet());
            Set<String> missing = ItemTemplate.missing(messages, item);
            missing.removeAll(given);
            unseen.removeIf(name -> !missing.contains(name));
            if (!missing.isEmpty()) {
                errors.addAll(errors(item, String.join(", ", missing)));
            }
        }
        if (!errors.isEmpty()) {
            answers.put(gate, errors);
        }
    }

    private List<GateAnswer> errors(GateItem item, String missing) {
        String named = missing.length() <= LONGEST ? missing : missing.substring(0, LONGEST) + "…";
        List<GateAnswer> errors = new ArrayList<>();
        for (Side side : sides) {
            for (int repeat = 0; repeat < gate.document().repeatsOrOne(); repeat++) {
                errors.add(GateAnswer.lacking(side, item.item(), repeat, named));
            }
        }
        return errors;
    }

    /// @throws UnrunnableGateException if no item has a field of the messages
    void check() {
        if (!unseen.isEmpty()) {
            throw new UnrunnableGateException(
                    "The suite's messages name {{" + unseen.iterator().next() + "}}: "
                            + fields.unknown(unseen.iterator().next()));
        }
    }
}
