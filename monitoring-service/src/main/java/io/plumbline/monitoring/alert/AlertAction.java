package io.plumbline.monitoring.alert;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of alerts. `monitoring.breach.detected` is that of their start.
enum AlertAction implements AuditAction {
    RESOLVED("monitoring.alert.resolved", "The condition of an alert no longer holds."),
    ACKNOWLEDGED("monitoring.alert.acknowledged", "A person or a key acknowledged an alert.");

    private final String code;
    private final String meaning;

    AlertAction(String code, String meaning) {
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
