package io.plumbline.gateway.provider;

import io.plumbline.kit.audit.AuditAction;

/// The audited actions on providers.
enum ProviderAction implements AuditAction {
    CREATED("gateway.provider.created", "A provider was created."),
    CHANGED("gateway.provider.changed", "A provider was replaced."),
    REMOVED("gateway.provider.removed", "A provider was removed.");

    private final String code;
    private final String meaning;

    ProviderAction(String code, String meaning) {
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
