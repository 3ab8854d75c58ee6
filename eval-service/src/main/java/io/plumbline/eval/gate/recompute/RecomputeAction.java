package io.plumbline.eval.gate.recompute;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of recomputations.
enum RecomputeAction implements AuditAction {
    RECOMPUTED(
            "eval.gate.recomputed",
            "A verdict was recomputed from the answers of a gate. The gate's own verdict is unchanged.");

    private final String code;
    private final String meaning;

    RecomputeAction(String code, String meaning) {
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
