package io.plumbline.governance.incident;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of incidents.
enum IncidentAction implements AuditAction {
    OPENED("governance.incident.opened", "An incident was opened."),
    ACKNOWLEDGED("governance.incident.acknowledged", "An incident was acknowledged."),
    RESOLVED("governance.incident.resolved", "An incident was resolved."),
    CLOSED("governance.incident.closed", "A resolved incident was closed.");

    private final String code;
    private final String meaning;

    IncidentAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /// Returns the action of a transition to a state.
    static IncidentAction of(IncidentState state) {
        return switch (state) {
            case OPEN -> OPENED;
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            case RESOLVED -> RESOLVED;
            case CLOSED -> CLOSED;
        };
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
