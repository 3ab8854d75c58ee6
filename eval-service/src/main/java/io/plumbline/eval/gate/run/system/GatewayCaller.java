package io.plumbline.eval.gate.run.system;

import io.plumbline.eval.agent.AgentConversations;
import io.plumbline.eval.agent.Conversation;
import io.plumbline.eval.agent.RecordScript;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.answer.Guarding;
import io.plumbline.eval.sibling.CallServing;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.KnowledgePassages;
import io.plumbline.eval.suite.document.AgentRule;
import io.plumbline.eval.suite.document.RetrievalRule;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.toolcall.ToolCall;
import io.plumbline.eval.trace.Trace;
import io.plumbline.eval.trace.TraceStep;
import io.plumbline.eval.trace.TracedPassage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Sends the items of a gate to a system, marked as evaluation, with the parameters and policy of production;
/// only the suite's deviations are sent. A failure is an error of the item, never a wrong answer. An answer without
/// text is its tool calls, as JSON.
public final class GatewayCaller {

    /// In characters. A longer answer is an error because a forbidden text may follow any prefix.
    private static final int MAX_ANSWER = 200_000;

    private static final int MAX_TRACE = 200_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChatCalls calls;
    private final AgentConversations conversations;
    private final AnswerPassages passages;

    public GatewayCaller(ChatCalls calls, KnowledgePassages knowledge) {
        this.calls = calls;
        this.conversations = new AgentConversations(calls);
        this.passages = new AnswerPassages(knowledge);
    }

    /// Returns the answer to an item, or the error of the last attempt. An answer without its served
    /// configuration is an error, except from a route.
    ///
    /// @throws UnrunnableGateException if another configuration served the call than the evaluated one
    /// @throws CancellationException if the thread was interrupted, in which case the result is unknown
    public GateAnswer ask(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        AnswerKey place = new AnswerKey(system.side(), item.item(), repeat);
        RetrievalRule rule = gate.document().retrieval();
        Optional<List<TracedPassage>> found =
                rule == null ? Optional.of(List.of()) : passages.found(gate.team(), rule, item);
        if (found.isEmpty()) {
            return GateAnswer.failed(place, "the knowledge base could not be searched");
        }
        GateItem asked = rule == null ? item : AnswerPassages.with(found.get(), item);
        Conversation.Outcome outcome;
        try {
            outcome = gate.document().agent() == null
                    ? single(gate, system, asked, repeat)
                    : conversation(gate, system, asked, repeat);
        } catch (IllegalArgumentException e) {
            return GateAnswer.failed(place, "the record cannot be used: " + e.getMessage());
        }
        List<TracedPassage> cited = passages.cited(outcome.body(), gate.team(), rule, item, found.get());
        Trace trace = outcome.trace();
        return answer(
                place,
                outcome,
                new Trace(trace.steps(), trace.ending(), trace.state(), cited == null ? found.get() : cited),
                gate.document());
    }

    private static GateAnswer answer(
            AnswerKey place, Conversation.Outcome outcome, Trace trace, SuiteDocument document) {
        String text = outcome.answer();
        boolean steps = document.agent() != null
                || document.tools() != null
                || document.retrieval() != null
                || !trace.calls().isEmpty()
                || !trace.passages().isEmpty();
        String error = outcome.error();
        if (text != null && text.length() > MAX_ANSWER) {
            error = "the answer is too long";
        } else if (steps && JSON.writeValueAsString(trace).length() > MAX_TRACE) {
            error = "the conversation is too long";
            steps = false;
        }
        return new GateAnswer(
                        place,
                        error == null ? storable(text) : null,
                        error,
                        outcome.latencyMs(),
                        outcome.inputTokens(),
                        outcome.outputTokens(),
                        outcome.costUsd())
                .guarded(guarding(outcome.servings()))
                .traced(steps ? trace : null);
    }

    private Conversation.Outcome single(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        RecordScript.of(gate.document(), item.fields());
        ChatCalls.Reply reply = checked(system, calls.ask(request(gate, system, item, repeat)));
        List<ToolCall> made = ToolCall.of(reply.body().path("choices").path(0).path("message"));
        String text = reply.text();
        String error = reply.error();
        if (!made.isEmpty() && (ChatCalls.NO_TEXT.equals(error) || (text != null && text.isBlank()))) {
            text = ToolCall.text(made);
            error = null;
        }
        TraceStep step = TraceStep.assistant(
                reply.text(),
                made,
                new TraceStep.Figures(reply.latencyMs(), reply.inputTokens(), reply.outputTokens(), reply.costUsd()),
                reply.serving().guardrails());
        return new Conversation.Outcome(
                error == null ? text : null,
                error,
                new Trace(List.of(step), Trace.Ending.COMPLETED, null, List.of()),
                reply.latencyMs(),
                reply.inputTokens(),
                reply.outputTokens(),
                reply.costUsd(),
                List.of(reply.serving()),
                reply.body());
    }

    private Conversation.Outcome conversation(Gate gate, SystemUnderTest system, GateItem item, int repeat) {
        SuiteDocument document = gate.document();
        AgentRule rule = Objects.requireNonNull(document.agent());
        Long seed = document.sentSeed();
        Map<String, Object> first = request(gate, system, item, repeat);
        return conversations.hold(
                rule,
                RecordScript.of(document, item.fields()),
                opening(document, system, item),
                new AgentConversations.UserTerms(
                        name -> ItemTemplate.text(item.fields().get(name)),
                        (seed == null ? document.seedOrZero() : seed) + repeat,
                        Map.of(
                                "purpose",
                                "evaluation",
                                "tags",
                                Map.of("gate", gate.id().toString(), "part", "user"))),
                messages -> {
                    Map<String, Object> request = new LinkedHashMap<>(first);
                    request.put("messages", messages);
                    return checked(system, calls.ask(request));
                });
    }

    /// Returns the first messages of a conversation. A registered prompt comes before them; they are the record's
    /// messages, or its input, unless the prompt has these as variables.
    private static List<Map<String, Object>> opening(SuiteDocument document, SystemUnderTest system, GateItem item) {
        List<SuiteDocument.Message> messages = document.template().messages();
        if (system.prompt() == null && messages != null) {
            return ItemTemplate.render(messages, item);
        }
        List<Map<String, Object>> own = ItemTemplate.messages(item);
        boolean shown =
                system.variables().contains("input") || system.variables().contains("messages");
        if (shown || (own == null && item.fields().get("input") == null)) {
            return List.of();
        }
        return own == null ? List.of(Map.of("role", "user", "content", item.input())) : own;
    }

    /// Returns the reply as an error if the gateway does not report how it served the call.
    private static ChatCalls.Reply checked(SystemUnderTest system, ChatCalls.Reply reply) {
        String unknown = unknownServing(system, reply);
        return unknown == null
                ? reply
                : new ChatCalls.Reply(
                        null, unknown, JSON.missingNode(), reply.latencyMs(), reply.costUsd(), reply.serving());
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

    private static @Nullable Guarding guarding(List<CallServing> servings) {
        Guarding all = null;
        for (CallServing serving : servings) {
            Guarding one = guarding(serving);
            all = all == null || one == null ? (one == null ? all : one) : all.and(one);
        }
        return all;
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
                : ItemTemplate.texts(ItemTemplate.shown(messages, item));
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
        List<Map<String, Object>> tools =
                RecordScript.of(document, item.fields()).tools();
        if (!tools.isEmpty() && (document.tools() != null || document.agent() != null)) {
            request.put("tools", tools);
        }
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
