package io.plumbline.eval.suite;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of suites.
enum SuiteAction implements AuditAction {
    STORED("eval.suite.stored", "A suite was created or replaced.");

    private final String code;
    private final String meaning;

    SuiteAction(String code, String meaning) {
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
