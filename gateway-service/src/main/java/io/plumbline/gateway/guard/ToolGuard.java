package io.plumbline.gateway.guard;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.guardrails.tool.ToolCalls;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.guardrails.tool.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Holds the tools of one call to the rules of its policy. Not thread-safe.
public final class ToolGuard {

    private final ToolRules rules;
    private final boolean tainted;
    private final ToolCalls calls;
    private final GuardReport report;
    private boolean judged;
    private final List<String> asked = new ArrayList<>();

    /// @param tainted whether untrusted text is in the conversation
    /// @param made what the conversation has called before
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

    /// Whether a person may have to decide about a call.
    public boolean mayAsk() {
        return rules.mayAsk();
    }

    /// Whether a call has been judged.
    public boolean hasJudged() {
        return judged;
    }

    /// Whether a person has to decide about a call that was judged, and so about the whole answer.
    public boolean isAsked() {
        return !asked.isEmpty();
    }

    /// The tools about whose calls a person has to decide.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// Whether a call that the model wants made may go on: by itself, or when a person agrees.
    public boolean allows(ToolCall call) {
        judged = true;
        Verdict verdict = calls.judge(call);
        Action action = actionOf(verdict);
        if (action != Action.ALLOW) {
            report.decided(verdict.category(), verdict.entityType(), action);
        }
        if (action == Action.ASK) {
            asked.add(call.tool());
        }
        return action != Action.BLOCK;
    }

    /// A verdict's action, as policies have them.
    public static Action actionOf(Verdict verdict) {
        return switch (verdict.action()) {
            case ALLOW -> Action.ALLOW;
            case FLAG -> Action.FLAG;
            case ASK -> Action.ASK;
            case BLOCK -> Action.BLOCK;
        };
    }
}
