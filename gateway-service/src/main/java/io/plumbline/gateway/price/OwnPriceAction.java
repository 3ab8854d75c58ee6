package io.plumbline.gateway.price;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on agreed prices.
enum OwnPriceAction implements AuditAction {
    CREATED("gateway.price.created", "A negotiated price was created."),
    CHANGED("gateway.price.changed", "A negotiated price was replaced."),
    REMOVED("gateway.price.removed", "A negotiated price was removed.");

    private final String code;
    private final String meaning;

    OwnPriceAction(String code, String meaning) {
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
