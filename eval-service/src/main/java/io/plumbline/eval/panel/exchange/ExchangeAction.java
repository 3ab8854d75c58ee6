package io.plumbline.eval.panel.exchange;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of imports and exports.
enum ExchangeAction implements AuditAction {
    IMPORTED("eval.panel.imported", "Labels from another platform were imported into a panel."),
    EXPORTED("eval.panel.exported", "The items or labels of a panel were exported.");

    private final String code;
    private final String meaning;

    ExchangeAction(String code, String meaning) {
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
