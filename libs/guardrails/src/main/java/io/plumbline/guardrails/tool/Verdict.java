package io.plumbline.guardrails.tool;

import io.plumbline.guardrails.detect.Category;

/// What is decided about a tool call.
///
/// @param category [Category#SCHEMA] where the arguments are not what they must be, else [Category#TOOL_DENIED]
/// @param entityType which condition it was, such as `SPENDING_LIMIT`
/// @param reason why, in words that quote nothing of the arguments
public record Verdict(ToolAction action, Category category, String entityType, String reason) {

    static final Verdict ALLOWED =
            new Verdict(ToolAction.ALLOW, Category.TOOL_DENIED, "TOOL", "nothing speaks against it");

    static Verdict denied(ToolAction action, String entityType, String reason) {
        return new Verdict(action, Category.TOOL_DENIED, entityType, reason);
    }

    static Verdict malformed(String reason) {
        return new Verdict(ToolAction.BLOCK, Category.SCHEMA, "ARGUMENTS", reason);
    }
}
