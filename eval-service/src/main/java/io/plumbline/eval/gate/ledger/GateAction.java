package io.plumbline.eval.gate.ledger;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of gates.
public enum GateAction implements AuditAction {
    REQUESTED("eval.gate.requested", "A gate was requested."),
    CANCELLED("eval.gate.cancelled", "A gate was cancelled before it finished."),
    FINISHED("eval.gate.finished", "A gate finished with a verdict."),
    FAILED("eval.gate.failed", "A gate could not run as requested."),
    DISCARDED("eval.gate.discarded", "The result of a gate was discarded. The gate still counts as an attempt.");

    private final String code;
    private final String meaning;

    GateAction(String code, String meaning) {
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
