package io.plumbline.eval.gate.run.system;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.answer.Guarding;
import io.plumbline.eval.sibling.CallServing;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Sends the items of a gate to a system, marked as evaluation, with the parameters and policy of production;
/// only the suite's deviations are sent. A failure is an error of the item, never a wrong answer.
public final class GatewayCaller {

    /// In characters. A longer answer is an error because a forbidden text may follow any prefix.
    private static final int MAX_ANSWER = 200_000;

    private final ChatCalls calls;

    public GatewayCaller(ChatCalls calls) {
        this.calls = calls;
    }

    /// Returns the answer to an item, or the error of the last attempt. An answer without its served
    /// configuration is an error, except from a route.
    ///
    /// @throws UnrunnableGateException if another configuration served the call than the evaluated one
    /// @throws CancellationException if the thread was interrupted, in which case the result is unknown
    public GateAnswer ask(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        ChatCalls.Reply reply = calls.ask(request(gate, system, item, repeat));
        String unknown = unknownServing(system, reply);
        String text = unknown == null ? reply.text() : null;
        boolean tooLong = text != null && text.length() > MAX_ANSWER;
        return new GateAnswer(
                        new AnswerKey(system.side(), item.item(), repeat),
                        tooLong ? null : storable(text),
                        tooLong ? "the answer is too long" : unknown == null ? reply.error() : unknown,
                        reply.latencyMs(),
                        reply.inputTokens(),
                        reply.outputTokens(),
                        reply.costUsd())
                .guarded(guarding(reply.serving()));
    }

    private static @Nullable String unknownServing(SystemUnderTest system, ChatCalls.Reply reply) {
        Served served = system.served();
        String said = reply.serving().configuration();
        if (served == null) {
            return null;
        }
        if (said != null && !said.equals(served.digest())) {
            throw new UnrunnableGateException("The served configuration of "
                    + system.candidate().label()
                    + " changed during the run: the gate evaluates " + served.digest() + ", and a call was served by "
                    + said
                    + ". Run the gate again.");
        }
        return said == null && reply.error() == null ? "the gateway does not say how it served the call" : null;
    }

    private static @Nullable Guarding guarding(CallServing serving) {
        return serving.guardrails() == null && serving.stopped() == CallServing.Stop.NOWHERE
                ? null
                : new Guarding(
                        serving.guardrails() == null ? "" : serving.guardrails(),
                        serving.altersInput() && serving.stopped() != CallServing.Stop.INPUT,
                        serving.stopped() == CallServing.Stop.INPUT,
                        serving.altersOutput() && serving.stopped() != CallServing.Stop.OUTPUT,
                        serving.stopped() == CallServing.Stop.OUTPUT);
    }

    /// Returns the messages that the model would receive; for a registered prompt, its variables.
    public static List<Map<String, String>> shown(Gate gate, SystemUnderTest system, GateItem item) {
        List<SuiteDocument.Message> messages = gate.document().template().messages();
        return system.prompt() != null || messages == null
                ? item.fieldsOf(system.variables()).entrySet().stream()
                        .map(field ->
                                Map.of("role", "user", "content", String.valueOf(ItemTemplate.text(field.getValue()))))
                        .toList()
                : ItemTemplate.render(messages, item);
    }

    /// Returns the body of the call.
    private static Map<String, Object> request(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        Map<String, Object> request = question(gate, system, item, repeat);
        Map<String, Object> plumbline = plumbline(system, item);
        plumbline.put("tags", Map.of("gate", gate.id().toString()));
        request.put("plumbline", plumbline);
        return request;
    }

    /// Returns the body without the gate's identity: everything the answer depends on besides the version.
    public static Map<String, Object> question(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        SuiteDocument document = gate.document();
        List<SuiteDocument.Message> messages = document.template().messages();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", system.candidate().gatewayModel());
        request.put(
                "messages",
                system.prompt() != null || messages == null ? List.of() : ItemTemplate.render(messages, item));
        request.putAll(document.sentParameters());
        Long seed = document.sentSeed();
        if (seed != null) {
            request.put("seed", seed + repeat);
        }
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
