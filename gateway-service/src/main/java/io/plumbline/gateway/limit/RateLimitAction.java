package io.plumbline.gateway.limit;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on limits.
enum RateLimitAction implements AuditAction {
    CREATED("gateway.limit.created", "A limit was created."),
    CHANGED("gateway.limit.changed", "A limit was replaced."),
    REMOVED("gateway.limit.removed", "A limit was removed.");

    private final String code;
    private final String meaning;

    RateLimitAction(String code, String meaning) {
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
