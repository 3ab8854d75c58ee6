package io.plumbline.monitoring.projection;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of projections.
enum ProjectionAction implements AuditAction {
    REBUILT("monitoring.projection.rebuilt", "A projection was reset, to be rebuilt from the log.");

    private final String code;
    private final String meaning;

    ProjectionAction(String code, String meaning) {
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
