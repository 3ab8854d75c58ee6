package io.plumbline.governance.policy;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of guard policies.
enum PolicyAction implements AuditAction {
    CHANGED("governance.policy.changed", "A version of a guard policy was stored.");

    private final String code;
    private final String meaning;

    PolicyAction(String code, String meaning) {
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
