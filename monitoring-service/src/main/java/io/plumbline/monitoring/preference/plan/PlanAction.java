package io.plumbline.monitoring.preference.plan;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of plans for preference data.
enum PlanAction implements AuditAction {
    CREATED("monitoring.preferencePlan.created", "A plan that stores preference data in a dataset was created."),
    CHANGED("monitoring.preferencePlan.changed", "A plan that stores preference data in a dataset was replaced."),
    REMOVED(
            "monitoring.preferencePlan.removed",
            "A plan that stores preference data in a dataset was removed. Its datasets remain.");

    private final String code;
    private final String meaning;

    PlanAction(String code, String meaning) {
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
