package io.plumbline.gateway.budget;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on budgets.
public enum BudgetAuditAction implements AuditAction {
    CREATED("gateway.budget.created", "A budget was created."),
    CHANGED("gateway.budget.changed", "A budget was replaced."),
    REMOVED("gateway.budget.removed", "A budget was removed."),
    THRESHOLD_REACHED(
            "gateway.budget.thresholdReached", "A budget reached a threshold. One event per period and threshold.");

    private final String code;
    private final String meaning;

    BudgetAuditAction(String code, String meaning) {
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
