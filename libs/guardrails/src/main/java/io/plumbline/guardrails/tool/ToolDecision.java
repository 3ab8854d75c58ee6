package io.plumbline.guardrails.tool;

import io.plumbline.personaldata.detect.Category;

/// The decision about a tool call.
///
/// @param category [Category#SCHEMA] if the arguments are invalid, else [Category#TOOL_DENIED]
/// @param entityType the violated condition, such as `SPENDING_LIMIT`
/// @param reason the reason, without any quotation of the arguments
public record ToolDecision(ToolAction action, Category category, String entityType, String reason) {

    static final ToolDecision ALLOWED =
            new ToolDecision(ToolAction.ALLOW, Category.TOOL_DENIED, "TOOL", "nothing speaks against it");

    static ToolDecision denied(ToolAction action, String entityType, String reason) {
        return new ToolDecision(action, Category.TOOL_DENIED, entityType, reason);
    }

    static ToolDecision malformed(String reason) {
        return new ToolDecision(ToolAction.BLOCK, Category.SCHEMA, "ARGUMENTS", reason);
    }
}
