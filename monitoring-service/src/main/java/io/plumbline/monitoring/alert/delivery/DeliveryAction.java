package io.plumbline.monitoring.alert.delivery;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of deliveries.
enum DeliveryAction implements AuditAction {
    REPEATED("monitoring.alertDelivery.repeated", "A message about alerts that was not delivered was sent again.");

    private final String code;
    private final String meaning;

    DeliveryAction(String code, String meaning) {
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
