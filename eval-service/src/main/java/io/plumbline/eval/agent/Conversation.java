package io.plumbline.eval.agent;

import io.plumbline.eval.sibling.CallServing;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.suite.document.AgentRule;
import io.plumbline.eval.toolcall.ToolCall;
import io.plumbline.eval.trace.Trace;
import io.plumbline.eval.trace.Trace.Ending;
import io.plumbline.eval.trace.TraceStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One conversation between a user and the system under test. The system's tool calls are answered by mocks until it
/// writes to the user, who then has the next turn. For one thread.
public final class Conversation {

    private final AgentRule rule;
    private final UserTurns user;
    private final MockedTools tools;
    private final List<Map<String, Object>> messages;
    private final List<TraceStep> steps = new ArrayList<>();
    private final List<CallServing> servings = new ArrayList<>();
    private int calls;
    private int turns;
    private double latencyMs;
    private long inputTokens;
    private long outputTokens;
    private @Nullable BigDecimal costUsd = BigDecimal.ZERO;
    private JsonNode last = JsonMapper.shared().missingNode();
    private String answer = "";

    /// @param opening the first messages; of their user's turns, the last one counts
    Conversation(AgentRule rule, UserTurns user, MockedTools tools, List<Map<String, Object>> opening) {
        this.rule = rule;
        this.user = user;
        this.tools = tools;
        this.messages = new ArrayList<>(opening);
        this.turns = isSystemsTurn() ? 1 : 0;
    }

    /// Calls the system under test.
    @FunctionalInterface
    public interface SystemCalls {

        /// @param messages in OpenAI's format
        ChatCalls.Reply ask(List<Map<String, Object>> messages);
    }

    /// The end of a conversation.
    ///
    /// @param answer the last text, or the last calls without one; null on an error
    /// @param error null without one
    /// @param latencyMs of the system's calls; likewise the tokens
    /// @param costUsd of the system's and a simulated user's calls; null if unknown
    /// @param body the last answer of the system
    public record Outcome(
            @Nullable String answer,
            @Nullable String error,
            Trace trace,
            double latencyMs,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd,
            List<CallServing> servings,
            JsonNode body) {}

    /// Holds the conversation to its end.
    Outcome hold(SystemCalls system) {
        try {
            return proceed(system);
        } catch (UserTurns.UserFailedException e) {
            return ended(Ending.COMPLETED, e.error());
        }
    }

    private Outcome proceed(SystemCalls system) {
        if (!isSystemsTurn() && !userSpeaks()) {
            return ended(Ending.COMPLETED, "the conversation has no first message of a user");
        }
        while (true) {
            if (isTooExpensive()) {
                return ended(Ending.COST_LIMIT, null);
            }
            if (calls == rule.maxStepsOrUsual()) {
                return ended(Ending.STEP_LIMIT, null);
            }
            ChatCalls.Reply reply = system.ask(List.copyOf(messages));
            List<ToolCall> made = ToolCall.of(message(reply));
            calls++;
            servings.add(reply.serving());
            add(reply.costUsd());
            latencyMs += reply.latencyMs();
            if (reply.text() == null && (made.isEmpty() || !ChatCalls.NO_TEXT.equals(reply.error()))) {
                return ended(Ending.COMPLETED, String.valueOf(reply.error()));
            }
            answered(reply, made);
            if (made.isEmpty()) {
                if (turns >= rule.maxTurnsOrUsual()) {
                    return ended(user.isOver() ? Ending.COMPLETED : Ending.TURN_LIMIT, null);
                }
                if (!userSpeaks()) {
                    return ended(Ending.COMPLETED, null);
                }
            }
        }
    }

    private void answered(ChatCalls.Reply reply, List<ToolCall> made) {
        inputTokens += reply.inputTokens();
        outputTokens += reply.outputTokens();
        last = reply.body();
        String text = reply.text();
        answer = text == null || (text.isBlank() && !made.isEmpty()) ? ToolCall.text(made) : text;
        steps.add(TraceStep.assistant(
                text,
                made,
                new TraceStep.Figures(reply.latencyMs(), reply.inputTokens(), reply.outputTokens(), reply.costUsd()),
                reply.serving().guardrails()));
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("role", "assistant");
        said.put("content", text == null ? "" : text);
        if (!made.isEmpty()) {
            said.put("tool_calls", message(reply).path("tool_calls"));
        }
        messages.add(said);
        for (ToolCall call : made) {
            MockedTools.Result result = tools.call(call);
            steps.add(TraceStep.tool(call, result.text(), result.mocked()));
            messages.add(Map.of("role", "tool", "tool_call_id", call.id(), "content", result.text()));
        }
    }

    /// Whether the user says something that the system must answer.
    private boolean userSpeaks() {
        UserTurns.Turn turn = user.next(List.copyOf(messages));
        add(turn.costUsd());
        String text = turn.text();
        if (text == null) {
            return false;
        }
        turns++;
        steps.add(TraceStep.user(text, turn.figures()));
        messages.add(Map.of("role", "user", "content", text));
        return !turn.last();
    }

    private boolean isSystemsTurn() {
        return !messages.isEmpty() && (isOf("user", messages.getLast()) || isOf("tool", messages.getLast()));
    }

    private static boolean isOf(String role, Map<String, Object> message) {
        return role.equals(message.get("role"));
    }

    private boolean isTooExpensive() {
        return rule.maxCostUsd() != null && costUsd != null && costUsd.compareTo(rule.maxCostUsd()) >= 0;
    }

    private void add(@Nullable BigDecimal cost) {
        costUsd = costUsd == null || cost == null ? null : costUsd.add(cost);
    }

    private static JsonNode message(ChatCalls.Reply reply) {
        return reply.body().path("choices").path(0).path("message");
    }

    private Outcome ended(Ending ending, @Nullable String error) {
        return new Outcome(
                error == null ? answer : null,
                error,
                new Trace(steps, ending, tools.state(), List.of()),
                latencyMs,
                inputTokens,
                outputTokens,
                costUsd,
                List.copyOf(servings),
                last);
    }
}
