package io.plumbline.eval.gate.run.preparation;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateOutputs;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.output.OutputSetStore;
import io.plumbline.eval.gate.output.ReceivedOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores outputs from elsewhere as the candidate's answers, so that the candidate is not called. An item
/// without an output is an error. Outputs that an earlier gate of the same suite and candidate evaluated are
/// copies of its answers: they add no evidence.
public final class ExternalAnswers {

    static final String MISSING = "no output was sent for this record";

    private static final int BATCH = 500;

    private final OutputSetStore outputs;
    private final AnswerStore answers;
    private final GateStore gates;

    public ExternalAnswers(OutputSetStore outputs, AnswerStore answers, GateStore gates) {
        this.outputs = outputs;
        this.answers = answers;
        this.gates = gates;
    }

    /// Does nothing for a gate that calls its candidate. Answers that are stored already stay.
    void store(Gate gate) {
        GateOutputs sent = gate.outputs();
        if (sent == null) {
            return;
        }
        UUID origin = gates.firstOf(gate, sent).orElse(null);
        List<GateItem> items = answers.itemsWithoutFields(gate.id());
        for (int from = 0; from < items.size(); from += BATCH) {
            List<GateItem> batch = items.subList(from, Math.min(items.size(), from + BATCH));
            answers.put(gate, answers(gate, sent, batch, origin));
        }
    }

    private List<GateAnswer> answers(Gate gate, GateOutputs sent, List<GateItem> items, @Nullable UUID origin) {
        Map<String, ReceivedOutput> found = new HashMap<>();
        outputs.outputs(sent.id(), items.stream().map(GateItem::recordId).toList())
                .forEach(output -> found.put(output.repeat() + " " + output.record(), output));
        List<GateAnswer> given = new ArrayList<>();
        for (GateItem item : items) {
            for (int repeat = 0; repeat < gate.document().repeatsOrOne(); repeat++) {
                AnswerKey key = new AnswerKey(Side.CANDIDATE, item.item(), repeat);
                given.add(answer(key, found.get(repeat + " " + item.recordId()), origin));
            }
        }
        return given;
    }

    private static GateAnswer answer(AnswerKey key, @Nullable ReceivedOutput output, @Nullable UUID origin) {
        if (output == null || output.output() == null) {
            String error = output == null ? MISSING : output.error();
            return GateAnswer.failed(key, error == null ? MISSING : error);
        }
        GateAnswer answer = new GateAnswer(key, output.output(), null, 0, 0, 0, null);
        return origin == null ? answer : answer.reusedFor(key, origin);
    }
}
