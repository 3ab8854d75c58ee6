package io.plumbline.eval.gate.output;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of outputs from elsewhere.
enum OutputAction implements AuditAction {
    RECEIVED("eval.outputs.received", "Outputs that were produced elsewhere were sent for gates.");

    private final String code;
    private final String meaning;

    OutputAction(String code, String meaning) {
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
