package io.plumbline.guardrails.tool;

import java.util.List;

/// What a policy says about tools: its section `tools`. The first rule whose name pattern fits a tool is the one
/// that counts for it; where none does, `otherwise` does. Immutable.
///
/// @param otherwise what happens to a tool without a rule
/// @param destructive what happens to a call whose tool is named after a verb that destroys, pays or sends, and
///     that no rule names outright
/// @param rules in the order in which they are tried
public record ToolRules(ToolAction otherwise, ToolAction destructive, List<ToolRule> rules) {

    /// Every tool may be called.
    public static final ToolRules NONE = new ToolRules(ToolAction.ALLOW, ToolAction.ALLOW, List.of());

    public ToolRules {
        rules = List.copyOf(rules);
    }

    /// Whether nothing is ever refused.
    public boolean isIdle() {
        return otherwise == ToolAction.ALLOW && destructive == ToolAction.ALLOW && rules.isEmpty();
    }

    /// Whether a person may have to decide about a call.
    public boolean mayAsk() {
        return otherwise == ToolAction.ASK
                || destructive == ToolAction.ASK
                || rules.stream().anyMatch(rule -> rule.action() == ToolAction.ASK);
    }

    /// The rule for a tool: the first that fits, else one that says what happens otherwise.
    public ToolRule ruleFor(String tool) {
        for (ToolRule rule : rules) {
            if (rule.fits(tool)) {
                return rule;
            }
        }
        return ToolRule.of(ToolRule.ANY, DestructiveVerbs.isIn(tool) ? unnamedDestructive() : otherwise);
    }

    /// What happens to a tool without a rule that is named after a verb that destroys, pays or sends.
    public ToolAction unnamedDestructive() {
        return otherwise.or(destructive);
    }

    /// What happens to a tool that a request offers: a person can only be asked about a call, so what asks is
    /// offered.
    ///
    /// @param tainted whether untrusted text is in the conversation
    public boolean mayBeOffered(String tool, boolean tainted) {
        ToolRule rule = ruleFor(tool);
        return rule.action() != ToolAction.BLOCK && !(rule.untaintedOnly() && tainted);
    }
}
