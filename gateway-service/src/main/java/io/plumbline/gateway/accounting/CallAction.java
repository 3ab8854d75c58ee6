package io.plumbline.gateway.accounting;

import io.plumbline.kit.audit.AuditAction;

/// What is audited of calls: one event for each.
enum CallAction implements AuditAction {
    COMPLETED("gateway.call.completed", "A call was answered."),
    BLOCKED("gateway.call.blocked", "A guard refused a call, cut its answer, or left it to a person."),
    FAILED("gateway.call.failed", "A call was refused for another reason, or broke.");

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
