package io.plumbline.gateway.inspection;

import io.plumbline.gateway.exchange.ToolTexts;
import io.plumbline.gateway.guard.answer.ToolGuard;
import io.plumbline.gateway.inspection.InspectionResponse.Found;
import io.plumbline.guardrails.tool.ToolAction;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.guardrails.tool.ToolCalls;
import io.plumbline.guardrails.tool.ToolDecision;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.personaldata.redact.Action;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Applies a policy's rules to the tool calls of a text or of messages, and only reports.
final class ToolInspection {

    private static final String DETECTOR = "tools";

    private final ToolRules rules;
    private final boolean explain;
    private final List<Found> found;
    private Action decision = Action.ALLOW;

    ToolInspection(ToolRules rules, boolean explain, List<Found> found) {
        this.rules = rules;
        this.explain = explain;
        this.found = found;
    }

    /// Judges a call as text: `{"name", "arguments"}`. Other text is not judged.
    Action text(String text) {
        if (!rules.isIdle()) {
            Optional<ToolCall> call = ToolTexts.written(text);
            if (call.isPresent()) {
                report(new ToolCalls(rules, false).judge(call.get()), text, null);
            }
        }
        return decision;
    }

    /// Judges the last calls in the messages; earlier ones were already made.
    Action messages(JsonNode messages) {
        if (rules.isIdle()) {
            return decision;
        }
        int last = messages.size() - 1;
        while (last >= 0 && calls(messages.get(last)).isEmpty()) {
            last--;
        }
        boolean tainted = false;
        for (int i = 0; i < last; i++) {
            tainted |= ToolTexts.isTainting(messages.get(i));
        }
        ToolCalls judged = new ToolCalls(rules, tainted);
        for (int i = 0; i <= last; i++) {
            List<ToolCall> calls = calls(messages.get(i));
            for (int j = 0; j < calls.size(); j++) {
                if (i < last) {
                    judged.made(calls.get(j));
                } else {
                    report(judged.judge(calls.get(j)), "", "messages[" + i + "].tool_calls[" + j + "]");
                }
            }
        }
        return decision;
    }

    private static List<ToolCall> calls(JsonNode message) {
        return ToolTexts.ofMessage(message, UnaryOperator.identity());
    }

    private void report(ToolDecision verdict, String text, @Nullable String param) {
        if (verdict.action() == ToolAction.ALLOW) {
            return;
        }
        decision = decision.or(ToolGuard.actionOf(verdict));
        found.add(new Found(
                DETECTOR,
                verdict.category().wireName(),
                verdict.entityType(),
                0,
                text.codePointCount(0, text.length()),
                1,
                param,
                explain ? verdict.reason() : null));
    }
}
