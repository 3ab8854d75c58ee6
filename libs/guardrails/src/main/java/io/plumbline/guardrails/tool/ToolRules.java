package io.plumbline.guardrails.tool;

import java.util.List;

/// The section `tools` of a policy. The first rule whose name pattern matches a tool applies to it; if none
/// matches, `otherwise` does. Immutable.
///
/// @param otherwise the action for a tool without a rule
/// @param destructive the action for a call of a tool that is named after a verb that destroys, pays or sends,
///     and that no rule names literally
/// @param rules in order of precedence
public record ToolRules(ToolAction otherwise, ToolAction destructive, List<ToolRule> rules) {

    /// Allows every tool.
    public static final ToolRules NONE = new ToolRules(ToolAction.ALLOW, ToolAction.ALLOW, List.of());

    public ToolRules {
        rules = List.copyOf(rules);
    }

    /// Whether no call is ever refused.
    public boolean isIdle() {
        return otherwise == ToolAction.ALLOW && destructive == ToolAction.ALLOW && rules.isEmpty();
    }

    /// Whether a call may require a person's decision.
    public boolean mayAsk() {
        return otherwise == ToolAction.ASK
                || destructive == ToolAction.ASK
                || rules.stream().anyMatch(rule -> rule.action() == ToolAction.ASK);
    }

    /// The rule for a tool: the first that matches, else a rule with the default action.
    public ToolRule ruleFor(String tool) {
        for (ToolRule rule : rules) {
            if (rule.fits(tool)) {
                return rule;
            }
        }
        return ToolRule.of(ToolRule.ANY, DestructiveVerbs.isIn(tool) ? unnamedDestructive() : otherwise);
    }

    /// The action for a tool without a rule that is named after a verb that destroys, pays or sends.
    public ToolAction unnamedDestructive() {
        return otherwise.or(destructive);
    }

    /// Whether a request may offer a tool. A person can only decide about a call; tools with that action are
    /// therefore offered.
    ///
    /// @param tainted whether the conversation contains untrusted text
    public boolean mayBeOffered(String tool, boolean tainted) {
        ToolRule rule = ruleFor(tool);
        return rule.action() != ToolAction.BLOCK && !(rule.untaintedOnly() && tainted);
    }
}
