package io.plumbline.monitoring.drift;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of baselines.
enum DriftAction implements AuditAction {
    CREATED("monitoring.baseline.created", "A baseline for drift was created."),
    CHANGED("monitoring.baseline.changed", "A baseline for drift was replaced. It collects its calls again."),
    REBUILT("monitoring.baseline.rebuilt", "A baseline for drift collects its texts again, unchanged."),
    REMOVED("monitoring.baseline.removed", "A baseline for drift was removed, with its vectors.");

    private final String code;
    private final String meaning;

    DriftAction(String code, String meaning) {
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
