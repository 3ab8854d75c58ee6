package io.plumbline.eval.rubric;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of rubrics.
enum RubricAction implements AuditAction {
    VERSION_STORED("eval.rubric.versionStored", "A rubric got a new version.");

    private final String code;
    private final String meaning;

    RubricAction(String code, String meaning) {
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
