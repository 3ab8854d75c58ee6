package io.plumbline.guardrails.tool;

/// What happens to a tool call, in ascending order of strictness; as the actions of a guard policy, of which a call
/// knows these.
public enum ToolAction {
    ALLOW,
    FLAG,
    /// A person decides.
    ASK,
    BLOCK;

    /// The stricter of the two.
    ToolAction or(ToolAction other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
