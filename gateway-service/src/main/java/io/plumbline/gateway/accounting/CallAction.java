package io.plumbline.gateway.accounting;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions of calls: one event per call.
enum CallAction implements AuditAction {
    COMPLETED("gateway.call.completed", "A call was answered."),
    BLOCKED(
            "gateway.call.blocked",
            "A guard blocked a call, cut off its answer, or parked it for a person's decision."),
    FAILED("gateway.call.failed", "A call was refused for another reason, or failed.");

    private final String code;
    private final String meaning;

    CallAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
