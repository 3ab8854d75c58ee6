package io.plumbline.eval.judge;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of judges.
enum JudgeAction implements AuditAction {
    STORED("eval.judge.stored", "A judge was created or replaced."),
    ASKED("eval.judge.asked", "A judge was called to rate or compare answers.");

    private final String code;
    private final String meaning;

    JudgeAction(String code, String meaning) {
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
