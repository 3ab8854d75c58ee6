package io.plumbline.gateway.client.responses;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on stored responses. Their creation is part of the event of their call.
enum StoredResponseAction implements AuditAction {
    DELETED("gateway.storedResponse.deleted", "A stored response was deleted by the credential that created it.");

    private final String code;
    private final String meaning;

    StoredResponseAction(String code, String meaning) {
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
