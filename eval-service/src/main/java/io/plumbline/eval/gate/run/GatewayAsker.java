package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.suite.SuiteDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Asks a system the items of a gate, marked as evaluation. What goes wrong is an error of the item, never a
/// wrong answer.
public final class GatewayAsker {

    private static final int MAX_ANSWER = 200_000;

    private final ChatCalls calls;

    public GatewayAsker(ChatCalls calls) {
        this.calls = calls;
    }

    /// The answer to an item, or the error of the last try.
    ///
    /// @throws CancellationException when the thread was interrupted: nothing is known of the item then
    public GateAnswer ask(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        ChatCalls.Reply reply = calls.ask(request(gate, system, item, repeat));
        return new GateAnswer(
                system.side(),
                item.item(),
                repeat,
                storable(reply.text()),
                reply.error(),
                reply.latencyMs(),
                reply.inputTokens(),
                reply.outputTokens(),
                reply.costUsd());
    }

    private static Map<String, Object> request(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        SuiteDocument document = gate.document();
        Map<String, Object> plumbline = new LinkedHashMap<>();
        plumbline.put("purpose", "evaluation");
        plumbline.put("tags", Map.of("gate", gate.id().toString()));
        List<SuiteDocument.Message> messages = document.template().messages();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", system.candidate().gatewayModel());
        if (system.prompt() != null) {
            plumbline.put("prompt", system.prompt());
            plumbline.put("variables", item.fieldsOf(system.variables()));
            request.put("messages", List.of());
        } else {
            request.put("messages", ItemTemplate.render(messages == null ? List.of() : messages, item));
        }
        request.put("temperature", 0);
        request.put("seed", document.seedOrZero() + repeat);
        request.put("plumbline", plumbline);
        return request;
    }

    /// The text within bounds; Postgres cannot store a NUL.
    private static @Nullable String storable(@Nullable String text) {
        return text == null
                ? null
                : text.substring(0, Math.min(text.length(), MAX_ANSWER)).replace('\0', '\uFFFD');
    }
}
