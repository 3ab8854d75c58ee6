package io.plumbline.registry.evaluation;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of evaluations.
enum EvaluationAction implements AuditAction {
    RECORDED("registry.evaluation.recorded", "An evaluation result was recorded for a version.");

    private final String code;
    private final String meaning;

    EvaluationAction(String code, String meaning) {
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
