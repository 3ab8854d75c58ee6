package io.plumbline.gateway.guard.answer;

import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.guardrails.tool.ToolCalls;
import io.plumbline.guardrails.tool.ToolDecision;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.List;

/// Applies a policy's rules to the tools of one call. Not thread-safe.
public final class ToolGuard {

    private final ToolRules rules;
    private final boolean tainted;
    private final ToolCalls calls;
    private final GuardReport report;
    private boolean judged;
    private final List<String> asked = new ArrayList<>();

    /// @param tainted whether the conversation contains untrusted text
    /// @param made previous tool calls of the conversation
    public ToolGuard(ToolRules rules, boolean tainted, List<ToolCall> made, GuardReport report) {
        this.rules = rules;
        this.tainted = tainted;
        this.calls = new ToolCalls(rules, tainted);
        this.report = report;
        made.forEach(calls::made);
    }

    /// Whether every tool may be called.
    public boolean isIdle() {
        return rules.isIdle();
    }

    /// Whether a request may offer the tool to the model.
    public boolean mayBeOffered(String tool) {
        boolean offered = rules.mayBeOffered(tool, tainted);
        if (!offered) {
            report.decided(Category.TOOL_DENIED, "TOOL", Action.REDACT);
        }
        return offered;
    }

    /// Whether a tool call may require an approval.
    public boolean mayAsk() {
        return rules.mayAsk();
    }

    /// Whether a tool call has been judged.
    public boolean hasJudged() {
        return judged;
    }

    /// Whether a judged tool call requires an approval, and therefore the whole answer does.
    public boolean isAsked() {
        return !asked.isEmpty();
    }

    /// Returns the tools whose calls require an approval.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// Whether a tool call of the model is allowed, with or without approval.
    public boolean allows(ToolCall call) {
        judged = true;
        ToolDecision verdict = calls.judge(call);
        Action action = actionOf(verdict);
        if (action != Action.ALLOW) {
            report.decided(verdict.category(), verdict.entityType(), action);
        }
        if (action == Action.ASK) {
            asked.add(call.tool());
        }
        return action != Action.BLOCK;
    }

    /// Returns a verdict's action in terms of policies.
    public static Action actionOf(ToolDecision verdict) {
        return switch (verdict.action()) {
            case ALLOW -> Action.ALLOW;
            case FLAG -> Action.FLAG;
            case ASK -> Action.ASK;
            case BLOCK -> Action.BLOCK;
        };
    }
}
