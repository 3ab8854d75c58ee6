package io.plumbline.monitoring.monitor;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of monitors.
enum MonitorAction implements AuditAction {
    CREATED("monitoring.monitor.created", "A monitor was created."),
    CHANGED("monitoring.monitor.changed", "A monitor was replaced. It learns the normal state again."),
    REMOVED("monitoring.monitor.removed", "A monitor was removed.");

    private final String code;
    private final String meaning;

    MonitorAction(String code, String meaning) {
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
