package io.plumbline.eval.gate.baseline;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of baselines.
enum BaselineAction implements AuditAction {
    REQUESTED("eval.baseline.requested", "A baseline was requested: a version that later ones are compared with."),
    BLESSED("eval.baseline.blessed", "A version became the baseline that later ones are compared with."),
    REFUSED("eval.baseline.refused", "A requested baseline was rejected, or its approval expired.");

    private final String code;
    private final String meaning;

    BaselineAction(String code, String meaning) {
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
