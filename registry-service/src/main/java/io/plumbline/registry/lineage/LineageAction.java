package io.plumbline.registry.lineage;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of lineage.
enum LineageAction implements AuditAction {
    REPORTED("registry.lineage.reported", "Another system reported what a job read and wrote, which was not known.");

    private final String code;
    private final String meaning;

    LineageAction(String code, String meaning) {
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
