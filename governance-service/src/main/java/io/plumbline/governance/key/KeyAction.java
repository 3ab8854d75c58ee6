package io.plumbline.governance.key;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of API keys.
enum KeyAction implements AuditAction {
    CREATED("governance.key.created", "A key was made."),
    ROTATED("governance.key.rotated", "A key was given a new secret."),
    REVOKED("governance.key.revoked", "A key was ended.");

    private final String code;
    private final String meaning;

    KeyAction(String code, String meaning) {
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
