package io.plumbline.guardrails.tool;

import io.plumbline.personaldata.detect.Category;

/// The decision about a tool call.
///
/// @param category [Category#SCHEMA] if the arguments are invalid, else [Category#TOOL_DENIED]
/// @param entityType the violated condition, such as `SPENDING_LIMIT`
/// @param reason the reason, without any quotation of the arguments
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
