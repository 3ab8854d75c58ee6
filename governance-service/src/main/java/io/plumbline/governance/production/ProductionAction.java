package io.plumbline.governance.production;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of the table of production changes.
enum ProductionAction implements AuditAction {
    CHANGE_RULES(
            "governance.changeRules.inForce",
            "The table of production changes differs from the one last written here: it holds from now on.");

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
