package io.plumbline.eval.gate.baseline;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of baselines.
enum BaselineAction implements AuditAction {
    REQUESTED("eval.baseline.requested", "Somebody asked for a version to be what later ones are compared with."),
    BLESSED("eval.baseline.blessed", "A version became what later ones are compared with."),
    REFUSED("eval.baseline.refused", "A version did not become a baseline: it was rejected, or nobody decided.");

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
