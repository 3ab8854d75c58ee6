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

    /// In characters. What is longer is an error: what an assertion forbids may stand behind any prefix.
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
        String text = reply.text();
        boolean tooLong = text != null && text.length() > MAX_ANSWER;
        return new GateAnswer(
                system.side(),
                item.item(),
                repeat,
                tooLong ? null : storable(text),
                tooLong ? "the answer is too long" : reply.error(),
                reply.latencyMs(),
                reply.inputTokens(),
                reply.outputTokens(),
                reply.costUsd());
    }

    /// The body of the call.
    private static Map<String, Object> request(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        Map<String, Object> request = question(gate, system, item, repeat);
        Map<String, Object> plumbline = plumbline(system, item);
        plumbline.put("tags", Map.of("gate", gate.id().toString()));
        request.put("plumbline", plumbline);
        return request;
    }

    /// The same without what tells which gate asks: all that the answer depends on beside the version that
    /// is asked.
    static Map<String, Object> question(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        SuiteDocument document = gate.document();
        List<SuiteDocument.Message> messages = document.template().messages();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", system.candidate().gatewayModel());
        request.put(
                "messages",
                system.prompt() != null || messages == null ? List.of() : ItemTemplate.render(messages, item));
        request.put("temperature", 0);
        request.put("seed", document.seedOrZero() + repeat);
        request.put("plumbline", plumbline(system, item));
        return request;
    }

    private static Map<String, Object> plumbline(SystemUnderTest system, GateItem item) {
        Map<String, Object> plumbline = new LinkedHashMap<>();
        plumbline.put("purpose", "evaluation");
        if (system.prompt() != null) {
            plumbline.put("prompt", system.prompt());
            plumbline.put("variables", item.fieldsOf(system.variables()));
        }
        return plumbline;
    }

    /// Postgres cannot store a NUL.
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
