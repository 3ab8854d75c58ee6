package io.plumbline.guardrails.tool;

/// The action for a tool call, in ascending order of strictness: the subset of a guard policy's actions that
/// applies to calls.
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
