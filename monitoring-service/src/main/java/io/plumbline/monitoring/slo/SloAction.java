package io.plumbline.monitoring.slo;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of service level objectives.
enum SloAction implements AuditAction {
    CREATED("monitoring.slo.created", "A service level objective was created."),
    CHANGED("monitoring.slo.changed", "A service level objective was replaced."),
    REMOVED("monitoring.slo.removed", "A service level objective was removed.");

    private final String code;
    private final String meaning;

    SloAction(String code, String meaning) {
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
