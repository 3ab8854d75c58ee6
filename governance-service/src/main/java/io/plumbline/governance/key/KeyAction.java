package io.plumbline.governance.key;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of API keys.
enum KeyAction implements AuditAction {
    CREATED("governance.key.created", "An API key was created."),
    ROTATED("governance.key.rotated", "An API key got a new secret."),
    REVOKED("governance.key.revoked", "An API key was revoked.");

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
