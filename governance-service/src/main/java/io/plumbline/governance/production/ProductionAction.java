package io.plumbline.governance.production;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of the table of production changes.
enum ProductionAction implements AuditAction {
    CHANGE_RULES(
            "governance.changeRules.inForce",
            "A new table of production-change rules is in force. It differs from the last one recorded.");

    private final String code;
    private final String meaning;

    ProductionAction(String code, String meaning) {
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
