package io.plumbline.kit.denial;

import io.plumbline.audit.AuditEvent;
import io.plumbline.kit.audit.AuditAction;

/// The audit event for denied requests. All services use the same name.
enum DenialAction implements AuditAction {
    DENIED(
            AuditEvent.ACCESS_DENIED,
            "A service refused requests with 401 or 403. One event per minute for each caller and permission.");

    private final String code;
    private final String meaning;

    DenialAction(String code, String meaning) {
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
