package io.plumbline.gateway.usage;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on prices.
enum PriceAction implements AuditAction {
    MISSING("gateway.price.missing", "A call used a model without a known price. One event per day for each team.");

    private final String code;
    private final String meaning;

    PriceAction(String code, String meaning) {
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
