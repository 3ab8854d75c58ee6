package io.plumbline.eval.gate.ledger;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of gates.
public enum GateAction implements AuditAction {
    REQUESTED("eval.gate.requested", "A gate was asked for."),
    CANCELLED("eval.gate.cancelled", "A gate was cancelled before it ended."),
    FINISHED("eval.gate.finished", "A gate ended with a verdict."),
    FAILED("eval.gate.failed", "A gate could not run as it was asked for."),
    DISCARDED("eval.gate.discarded", "The result of a gate was taken out of use; it stays an attempt.");

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
